// Shows the lines of the item that is open, and the way between them. The page reads without it.
"use strict";
(() => {
  const clear = () => {
    for (const line of document.querySelectorAll(".line.on, .line.between, .line.primary")) {
      line.classList.remove("on", "between", "primary");
      line.querySelector(".mark").textContent = "";
    }
  };
  const show = (item) => {
    clear();
    const stops = JSON.parse(item.dataset.stops);
    let before = null;
    stops.forEach((id, index) => {
      const line = document.getElementById(id);
      if (!line) return;
      line.classList.add("on");
      line.classList.toggle("primary", index === 0 || line.classList.contains("primary"));
      const mark = line.querySelector(".mark");
      mark.textContent = mark.textContent || String(index + 1);
      if (before && before.parentElement === line.parentElement) {
        const all = [...line.parentElement.querySelectorAll(".line")];
        const [from, to] = [all.indexOf(before), all.indexOf(line)].sort((a, b) => a - b);
        all.slice(from + 1, to).forEach((one) => one.classList.add("between"));
      }
      before = line;
    });
    const first = document.getElementById(stops[0]);
    if (first) first.scrollIntoView({ block: "nearest" });
  };
  const items = [...document.querySelectorAll(".item")];
  for (const item of items) {
    item.addEventListener("toggle", () => {
      if (!item.open) {
        if (!items.some((one) => one.open)) clear();
        return;
      }
      items.filter((one) => one !== item && one.open).forEach((one) => { one.open = false; });
      show(item);
    });
  }
  const open = () => {
    const item = document.getElementById(location.hash.slice(1));
    if (item && item.classList.contains("item")) {
      const fold = item.parentElement.closest("details");
      if (fold) fold.open = true;
      item.open = true;
      item.scrollIntoView({ block: "nearest" });
      item.querySelector("summary").focus();
    }
  };
  addEventListener("hashchange", open);
  addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = items.filter((item) => item.offsetParent);
    const at = visible.findIndex((item) => item.open);
    const next = visible[Math.min(Math.max(at + step, 0), visible.length - 1)];
    if (next) {
      next.open = true;
      next.querySelector("summary").focus();
      next.scrollIntoView({ block: "nearest" });
    }
  });
  open();
})();
