from litestar import Litestar, Router
from loans import Loans, about, lend, report

desk = Router(path="/desk", route_handlers=[Loans, lend])
app = Litestar(route_handlers=[desk, report, about])
