"use strict";
(function () {
  const form = document.getElementById("filters");
  if (!form) return;
  const text = document.getElementById("text");
  const village = document.getElementById("village");
  const rule = document.getElementById("rule");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const villages = [...document.querySelectorAll(".village")].map((node) => ({
    node,
    sheets: [...node.querySelectorAll(".sheet")].map((sheet) => ({
      node: sheet,
      rules: [...sheet.querySelectorAll(".rule")].map((one) => ({
        node: one,
        count: one.querySelector(".count"),
        items: [...one.querySelectorAll("li")],
      })),
    })),
  }));

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set([...form.querySelectorAll("[name=level]:checked")].map((box) => box.value));
    let total = 0;
    for (const place of villages) {
      let inVillage = 0;
      const here = !village.value || place.node.dataset.village === village.value;
      for (const sheet of place.sheets) {
        let inSheet = 0;
        for (const one of sheet.rules) {
          const code = one.node.dataset.code;
          const wanted = here && levels.has(one.node.dataset.level) && (!rule.value || rule.value === code);
          let inRule = 0;
          for (const item of one.items) {
            const hit = wanted && words.every((word) => item.dataset.text.includes(word));
            item.hidden = !hit;
            if (hit) inRule += 1;
          }
          one.node.hidden = inRule === 0;
          one.count.textContent = inRule + "处";
          if (words.length && inRule && inRule <= 20) one.node.open = true;
          inSheet += inRule;
        }
        sheet.node.hidden = inSheet === 0;
        inVillage += inSheet;
      }
      place.node.hidden = inVillage === 0;
      total += inVillage;
    }
    shown.textContent = "显示" + total + "处";
    nothing.hidden = total > 0;
  }

  function unfold(open) {
    for (const node of document.querySelectorAll(".rule")) node.open = open;
  }

  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("open").addEventListener("click", () => unfold(true));
  document.getElementById("close").addEventListener("click", () => unfold(false));
  window.addEventListener("beforeprint", () => unfold(true));
  filter();
})();
