"use strict";

// 正在做的事：每半秒问一次，做完就换页
function watchJob(section) {
  const state = section.dataset.state;
  const result = document.getElementById("result");
  if (state === "done" && result) {
    location.assign(result.href);
    return;
  }
  if (state !== "waiting" && state !== "running") return;
  const bar = document.getElementById("progress");
  const note = document.getElementById("note");
  async function ask() {
    try {
      const answer = await fetch(`/jobs/${section.dataset.job}/state`);
      const now = await answer.json();
      if (now.over) {
        location.replace(`/jobs/${section.dataset.job}`);
        return;
      }
      if (note.textContent !== now.note) note.textContent = now.note;
      if (now.total && now.done < now.total) {
        bar.max = now.total;
        bar.value = now.done;
      } else {
        bar.removeAttribute("value");
      }
    } catch {
      note.textContent = "同程序断开了，请看启动窗口是否还开着。";
    }
    setTimeout(ask, 500);
  }
  setTimeout(ask, 300);
}

// 拖进来的文件夹一层层打开，文件连同相对路径
async function opened(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ file, name: path + file.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    for (const one of some) found.push(...(await opened(one, `${path}${entry.name}/`)));
  }
  return found;
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
  const found = [];
  for (const entry of entries) if (entry) found.push(...(await opened(entry, "")));
  return found.length ? found : [...transfer.files].map((file) => ({ file, name: file.name }));
}

function dropZone(form, take) {
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    take(await dropped(event.dataTransfer));
  });
}

function picked(form) {
  return [...form.querySelectorAll("input[type=file]")].flatMap((input) =>
    [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })),
  );
}

function listed(names) {
  return `${names.slice(0, 3).join("、")}${names.length > 3 ? " 等" : ""}`;
}

// 不是台账的文件（照片、通知）不交，只说一声；表格软件的锁文件提也不提
function upload(form) {
  const chosen = form.querySelector(".chosen");
  const kinds = form.elements.files[0].accept.split(",");
  const last = (one) => one.name.split("/").pop();
  const hidden = (one) => /^(~\$|\.)/.test(last(one));
  const isLedger = (one) => kinds.some((kind) => last(one).toLowerCase().endsWith(kind));
  let extra = [];
  const all = () => [...extra, ...picked(form)].filter((one) => !hidden(one));
  const tell = () => {
    const files = all().filter(isLedger);
    const left = all().filter((one) => !isLedger(one));
    if (!files.length && !left.length) return;
    const rest = left.length ? `；另有${left.length}个不是表格，不读：${listed(left.map(last))}` : "";
    chosen.textContent = files.length
      ? `已选${files.length}个台账文件：${listed(files.map((one) => one.name))}${rest}`
      : `没有选到台账文件${rest}`;
  };
  form.addEventListener("change", tell);
  dropZone(form, (files) => {
    extra = [...extra, ...files];
    tell();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = all().filter(isLedger);
    if (!files.length) {
      chosen.textContent = "还没有选到台账文件。";
      return;
    }
    const data = new FormData();
    data.append("password", form.elements.password.value);
    for (const one of files) data.append("files", one.file, one.name);
    data.append("saved", files.map((one) => one.file.lastModified).join(" "));
    data.append("left", all().filter((one) => !isLedger(one)).map(last).join("\n"));
    const request = new XMLHttpRequest();
    const sending = document.getElementById("sending");
    sending.hidden = false;
    request.upload.addEventListener("progress", (now) => {
      const share = now.lengthComputable ? Math.round((100 * now.loaded) / now.total) : 0;
      document.getElementById("sent").value = share;
      sending.lastElementChild.textContent = `正在交文件 ${share}%`;
    });
    request.addEventListener("load", () => {
      if (request.status === 200) {
        location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.getElementById("main").replaceChildren(...page.querySelectorAll("main > *, body > h1, body > p"));
    });
    request.addEventListener("error", () => {
      sending.lastElementChild.textContent = "没有交成：文件太大，或程序已经关掉。";
    });
    request.open("POST", form.action);
    request.send(data);
  });
}

// 表单里选文件的框：拖进来同选文件一样
function pickFile(form) {
  const input = form.querySelector("input[type=file]");
  const chosen = form.querySelector(".chosen");
  const empty = chosen.textContent;
  const tell = () => {
    chosen.textContent = listed([...input.files].map((file) => file.name)) || empty;
  };
  input.addEventListener("change", tell);
  dropZone(form, (files) => {
    if (!files.length) return;
    const transfer = new DataTransfer();
    for (const one of input.multiple ? files : files.slice(0, 1)) transfer.items.add(one.file);
    input.files = transfer.files;
    tell();
  });
}

// 筛选：换掉结果，不重载整页；网址跟着变，刷新和后退都对
function filters(form) {
  let asked = 0;
  let waiting = 0;
  async function show(address) {
    const mine = ++asked;
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const results = page.getElementById("results");
    if (mine !== asked || !results) return;
    document.getElementById("results").replaceWith(results);
    history.replaceState(null, "", address);
  }
  const now = () => show(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  form.addEventListener("change", now);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, 200);
  });
}

// 正文里的数字，与材料里的某个数（连单位）写法相同的，可以点
function figures(list) {
  const links = [...list.querySelectorAll("a")];
  const known = new Map();
  for (const link of links) {
    for (const shown of link.dataset.shown.split("|")) known.set(shown, [...(known.get(shown) || []), link]);
  }
  for (const span of document.querySelectorAll("#paper span.figure")) {
    const here = known.get(span.textContent.replaceAll(",", ""));
    if (!here) continue;
    const link = document.createElement("a");
    link.className = "figure";
    link.textContent = span.textContent;
    link.href = here[0].href;
    link.title = here.map((one) => one.firstChild.textContent.trim()).join("、");
    if (here.length > 1) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (const one of links) one.parentElement.hidden = !here.includes(one);
        here[0].focus();
      });
    }
    span.replaceWith(link);
  }
  document.getElementById("find-figure").addEventListener("input", (event) => {
    const word = event.target.value.trim();
    for (const link of links) link.parentElement.hidden = !link.textContent.includes(word);
  });
}

for (const [id, start] of Object.entries({
  job: watchJob,
  upload,
  filters,
  figures,
})) {
  const found = document.getElementById(id);
  if (found) start(found);
}
for (const form of document.querySelectorAll("form.picking")) pickFile(form);
window.addEventListener("beforeprint", () => {
  for (const node of document.querySelectorAll("#results details, .who")) node.open = true;
});
