// Suggestions while typing, a word while a sheet is translated, and adding in two steps. Every form works without.

const words =
  document.documentElement.lang === "de"
    ? { working: "Wird übersetzt …", adding: "Wird gelesen …", lost: "Der Server ist nicht erreichbar." }
    : { working: "Translating…", adding: "Reading…", lost: "The server can't be reached." };

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

/**
 * Adding goes in two steps: the files and the key stay in this page, and are put into the form of the second. They are
 * stored nowhere, and gone with the page.
 */
function adding(kept) {
  const form = document.querySelector("form#add");
  const key = form?.querySelector('input[name="key"]');
  const file = form?.querySelector('input[type="file"]');
  if (!form || !window.fetch) return;
  if (key && kept.key) key.value = kept.key;
  if (file?.required && kept.files?.length) file.files = kept.files;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(form);
    kept.key = key?.value ?? "";
    kept.files = file?.files?.length ? file.files : kept.files;
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = words.adding;
    form.append(said, document.createElement("progress"));
    let response;
    try {
      response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    } catch {
      said.nextSibling.remove();
      said.textContent = words.lost;
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.querySelector("main").focus();
    window.scrollTo(0, 0);
    adding(kept);
  });
}

adding({});
suggestions();
sheet();
