// What a browser with scripts has besides: suggestions while typing, copying, and a word while a sheet is translated.
// Every page works without.

const language = document.documentElement.lang === "de" ? "de" : "en";
const words = {
  en: { copy: "Copy", copied: "Copied", working: "Translating…" },
  de: { copy: "Kopieren", copied: "Kopiert", working: "Wird übersetzt …" },
}[language];

function copyButtons() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll("pre.copy")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain copybutton";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent ?? "");
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 2000);
    });
    block.before(button);
  }
}

/** Concepts that begin like what is typed; the newest question counts. */
function suggestions() {
  const box = document.querySelector("input#q");
  const list = document.querySelector("#suggestions");
  const system = document.querySelector('select[name="system"]');
  if (!box || !list) return;
  let timer;
  let asked = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    const text = box.value.trim();
    if (text.length < 2) return;
    timer = setTimeout(async () => {
      const mine = ++asked;
      const parameters = new URLSearchParams({ text, count: "8" });
      if (system?.value) parameters.set("system", system.value);
      const response = await fetch(`/r4/$match?${parameters}`, { headers: { Accept: "application/fhir+json" } });
      if (!response.ok || mine !== asked) return;
      const { parameter = [] } = await response.json();
      const names = parameter
        .filter((p) => p.name === "candidate")
        .map((p) => p.part?.find((q) => q.name === "concept")?.valueCoding?.display)
        .filter(Boolean);
      list.replaceChildren(
        ...[...new Set(names)].map((name) => {
          const option = document.createElement("option");
          option.value = name;
          return option;
        }),
      );
    }, 150);
  });
}

/** A file that is dropped on the lines becomes the file of the form; while it is translated, the page says so. */
function sheet() {
  const form = document.querySelector("form#sheet");
  if (!form) return;
  const lines = form.querySelector("textarea");
  const file = form.querySelector('input[type="file"]');
  lines?.addEventListener("dragover", (event) => event.preventDefault());
  lines?.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length || !file) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "download") return;
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = words.working;
    form.append(said, document.createElement("progress"));
  });
}

copyButtons();
suggestions();
sheet();
