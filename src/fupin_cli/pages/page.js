"use strict";
(function () {
  const STEP = 50; // 一次列出多少处
  const PRINTED = 1000; // 打印时最多列出多少处
  const NONE = [];
  const data = JSON.parse(document.getElementById("data").textContent);
  const unit = document.body.dataset.unit;
  const form = document.getElementById("filters");
  const text = document.getElementById("text");
  const byId = (id) => document.getElementById(id);

  function element(name, content, style) {
    const made = document.createElement(name);
    if (content !== undefined) made.textContent = content;
    if (style) made.className = style;
    return made;
  }

  const rowTexts = new Map();
  function rowText(number) {
    if (!rowTexts.has(number)) rowTexts.set(number, data.rows[number][1].join(" "));
    return rowTexts.get(number);
  }

  function needle(item, name) {
    const parts = [name, item.t, item.m, ...(item.l || []), ...(item.f?.[1] || []), ...(item.p || []).map((pair) => pair[0])];
    for (const [number] of item.r || []) parts.push(rowText(number));
    return parts.filter(Boolean).join(" ").toLowerCase();
  }

  const groups = [...document.querySelectorAll("[data-group]")].map((node) => {
    const name = node.querySelector("summary").textContent;
    const keys = {};
    for (let at = node; at; at = at.parentElement) Object.assign(keys, { ...at.dataset, ...keys });
    const items = data.groups[Number(node.dataset.group)];
    return { node, name, keys, items, needles: null, hits: items, drawn: 0, stale: true,
      list: node.querySelector(".items"), count: node.querySelector(".count") };
  });
  const branches = [...document.querySelectorAll(".branch")].map((node) => ({
    node,
    count: node.querySelector(":scope > :is(summary, h2) > .count"),
    groups: groups.filter((group) => node.contains(group.node)),
  }));

  // ---- 画出来 ----

  function pair(label, content, style) {
    const box = element("div", undefined, style);
    box.append(element("dt", label), element("dd", content || "（空）"));
    return box;
  }

  function cells([number, meant], whole, level) {
    const [sheet, texts] = data.rows[number];
    const [labels, who] = data.sheets[sheet];
    const list = element("dl");
    texts.forEach((content, at) => {
      const near = meant < 0 ? at < 6 : Math.abs(at - meant) <= 2;
      if (whole || near || who.includes(at)) list.append(pair(labels[at], content, at === meant ? level : ""));
    });
    if (!whole && list.childElementCount < texts.length) {
      const more = element("button", "看整行", "row");
      more.type = "button";
      more.addEventListener("click", () => list.replaceWith(cells([number, meant], true, level)));
      list.append(more);
    }
    return list;
  }

  function drawItem(item, level) {
    const made = element("li");
    made.append(element("b", item.t, "where"), " ", element("span", item.m));
    for (const line of item.l || []) made.append(element("p", line, "line"));
    if (item.p) {
      const list = element("dl");
      for (const [label, content] of item.p) list.append(pair(label, content));
      made.append(list);
    }
    if (item.f) {
      const rest = element("details", undefined, "rest");
      rest.append(element("summary", item.f[0]), ...item.f[1].map((line) => element("p", line, "line")));
      made.append(rest);
    }
    for (const [number, meant, place] of item.r || []) {
      if (place) made.append(element("p", place, "line"));
      made.append(cells([number, meant], false, level));
    }
    return made;
  }

  function draw(group, most) {
    if (group.stale) {
      group.list.replaceChildren();
      group.drawn = 0;
      group.stale = false;
    } else {
      group.list.querySelector(":scope > .more")?.remove();
    }
    const end = Math.min(group.hits.length, most);
    const made = document.createDocumentFragment();
    for (; group.drawn < end; group.drawn += 1) made.append(drawItem(group.hits[group.drawn], group.keys.level));
    if (end < group.hits.length) {
      const left = group.hits.length - end;
      const more = element("li", undefined, "more");
      const button = element("button", "再列" + Math.min(STEP, left) + unit + "（还有" + left + unit + "）");
      button.type = "button";
      button.addEventListener("click", () => draw(group, end + STEP));
      more.append(button);
      made.append(more);
    }
    group.list.append(made);
  }

  function refresh(group) {
    if (group.node.open && !group.node.hidden && group.stale) draw(group, STEP);
  }

  for (const group of groups) group.node.addEventListener("toggle", () => refresh(group));

  // ---- 筛选 ----

  function chosen() {
    const levels = [...form.querySelectorAll("[name=level]")];
    const wanted = new Set(levels.filter((box) => box.checked).map((box) => box.value));
    const selects = [...form.querySelectorAll("select")].filter((select) => select.value);
    return (keys) =>
      (!levels.length || wanted.has(keys.level)) &&
      selects.every((select) => keys[select.dataset.key] === select.value);
  }

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = chosen();
    let total = 0;
    for (const group of groups) {
      let hits = fits(group.keys) ? group.items : NONE;
      if (words.length && hits.length) {
        group.needles ||= group.items.map((item) => needle(item, group.name));
        hits = hits.filter((item, at) => words.every((word) => group.needles[at].includes(word)));
      }
      group.stale ||= hits !== group.hits;
      group.hits = hits;
      group.node.hidden = !hits.length;
      group.count.textContent = hits.length + unit;
      if (words.length && hits.length && hits.length <= 20) group.node.open = true;
      total += hits.length;
      refresh(group);
    }
    for (const branch of branches) {
      const count = branch.groups.reduce((sum, group) => sum + group.hits.length, 0);
      branch.node.hidden = !count;
      if (words.length && count && count <= 20 && branch.node.tagName === "DETAILS") branch.node.open = true;
      if (branch.count) branch.count.textContent = count + unit;
    }
    byId("shown").textContent = "显示" + total + unit;
    byId("nothing").hidden = total > 0;
  }

  function unfold(open) {
    for (const node of document.querySelectorAll("main details:not(.rest)")) node.open = open;
  }

  function beforePrint() {
    let room = PRINTED;
    for (const group of groups) {
      if (group.node.hidden) continue;
      group.node.open = true;
      group.stale ||= group.drawn > room; // 已经列出的也算在内
      draw(group, Math.min(room, group.hits.length));
      room -= Math.min(room, group.hits.length);
    }
    for (const node of document.querySelectorAll("main details:not(.rest)")) node.open = true;
    const total = groups.reduce((sum, group) => sum + group.hits.length, 0);
    byId("cut").hidden = total <= PRINTED;
    byId("cut").textContent = "共" + total + unit + "，只印出前" + PRINTED + unit + "；请先筛选村或规则，再打印。";
  }

  if (!form) return;
  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  });
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("open").addEventListener("click", () => unfold(true));
  byId("close").addEventListener("click", () => unfold(false));
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", beforePrint);
  for (const button of document.querySelectorAll(".heat button")) {
    button.addEventListener("click", () => {
      for (const select of form.querySelectorAll("select")) select.value = button.dataset[select.dataset.key] || "";
      filter();
      document.querySelector("main").scrollIntoView();
    });
  }
  for (const link of document.querySelectorAll(".tally a")) {
    link.addEventListener("click", () => {
      const first = document.querySelector(link.hash + " > details");
      if (first) first.open = true;
    });
  }
  filter();
})();
