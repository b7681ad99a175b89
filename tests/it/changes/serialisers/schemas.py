from marshmallow import RAISE, Schema, fields, validate


class LoanSchema(Schema):
    name = fields.Str(required=True, validate=validate.Length(max=40))
    days = fields.Int(required=True, validate=validate.Range(min=1, max=9))

    class Meta:
        unknown = RAISE
