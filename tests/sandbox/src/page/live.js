// Fetches the page again whenever the sandbox says that something has changed, and puts the new
// sections in the place of the old ones.
"use strict";

const state = document.getElementById("state");
let isRefreshing = false;
let isOutdated = false;

// One at a time, so that no older page takes the place of a newer one.
async function refresh() {
  isOutdated = true;
  if (isRefreshing) return;
  isRefreshing = true;
  try {
    while (isOutdated) {
      isOutdated = false;
      await replaceSections();
    }
  } finally {
    isRefreshing = false;
  }
}

async function replaceSections() {
  const reply = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  const sections = [...document.querySelectorAll("[data-live]")];
  const same = sections.map((section) => section.id).join() ===
    [...fresh.querySelectorAll("[data-live]")].map((section) => section.id).join();
  if (!same) {
    // A session has begun or ended: other sections than before.
    document.getElementById("content").replaceWith(fresh.getElementById("content"));
    return;
  }
  for (const section of sections) {
    const next = fresh.getElementById(section.id);
    if (section.innerHTML === next.innerHTML) continue;
    for (const open of section.querySelectorAll("details[open]")) {
      next.querySelector(`#${open.id}`)?.setAttribute("open", "");
    }
    const scrolled = section.querySelector(".scroll")?.scrollLeft ?? 0;
    section.replaceWith(next);
    next.querySelector(".scroll")?.scrollTo({ left: scrolled, behavior: "instant" });
  }
}

const changes = new EventSource("/_sandbox/events");
changes.onopen = () => { state.textContent = "Live"; state.className = "on"; refresh(); };
changes.onmessage = refresh;
changes.onerror = () => { state.textContent = "Not connected"; state.className = "off"; };
