"use strict";

// The server draws everything; this only replaces what has changed. Without it the page is the same, standing still.
const PAUSE_MILLIS = 2000;
const pause = document.getElementById("pause");
const notice = document.getElementById("status");
let paused = false;

// Keeps open what the reader has opened, and the focus where it is.
function replace(section, fresh) {
  for (const open of section.querySelectorAll("details[open]")) {
    fresh.querySelector("#" + CSS.escape(open.id))?.setAttribute("open", "");
  }
  if (section.isEqualNode(fresh)) {
    return;
  }
  const focused = section.contains(document.activeElement) && document.activeElement.closest("details")?.id;
  section.replaceChildren(...fresh.childNodes);
  if (focused) {
    document.querySelector("#" + CSS.escape(focused) + " > summary")?.focus({ preventScroll: true });
  }
}

async function refresh() {
  const reply = await fetch("./", { cache: "no-store" });
  if (!reply.ok) {
    throw new Error(reply.status);
  }
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (paused) {
    return;
  }
  document.title = fresh.title;
  for (const section of document.querySelectorAll("[data-live]")) {
    const other = fresh.getElementById(section.id);
    if (other) {
      replace(section, other);
    }
  }
}

// Says only what is new, because it is read aloud.
function say(text) {
  if (notice.textContent !== text) {
    notice.textContent = text;
  }
}

async function turn() {
  if (!paused && !document.hidden) {
    try {
      await refresh();
      say("");
    } catch {
      say("The application does not answer any more. These are its last numbers.");
    }
  }
  setTimeout(turn, PAUSE_MILLIS);
}

pause.hidden = false;
pause.addEventListener("click", () => {
  paused = !paused;
  pause.textContent = paused ? "Resume updates" : "Pause updates";
});
setTimeout(turn, PAUSE_MILLIS);
