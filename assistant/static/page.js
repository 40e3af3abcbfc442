// What the page does in the browser: opens sources, steps through citations, copies, shares.
// It asks the server only for documents; everything it writes into the page comes from there, already escaped.
"use strict";
window.rapporteur = (() => {
  let server = null;      // functions of the library, given by serve()
  let tab = "ask";        // the tab that is shown
  let opened = null;      // the button whose source is open
  let root = null;        // the button outside the sources from which it was come to
  let began = "";         // the place that it then named
  const parked = {};      // what was open in the other tabs
  let asPage = false;     // whether the reader wants pages where there are any
  let turns = 0;          // turns on the page when it was last drawn
  let wanted = new URLSearchParams(location.search).get("open"); // citation to open after a restore

  const by = (id) => document.getElementById(id);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const narrow = () => matchMedia("(max-width: 960px)").matches;
  const scrollTo = (element, block) => element?.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

  // -- sources ------------------------------------------------------------------------------

  const whole = (text) => (text === undefined ? null : Number(text));

  const placeOf = ({ dataset: { document: id, paragraph, start, end } }) =>
    ({ document: id, paragraph: paragraph ?? "", start: whole(start), end: whole(end) });

  async function open(button) {
    const frame = by("rp-source");
    const text = frame.querySelector(".rp-text");
    show(frame, button);
    text.textContent = frame.dataset.loading;
    try {
      const html = await server.open_source(placeOf(button));
      if (opened !== button) return;
      text.innerHTML = html;
    } catch (error) {
      if (opened !== button) return;
      text.textContent = frame.dataset.lost.replace("{reason}", String(error.message ?? error));
    }
    settle(text);
    const paged = text.querySelector(".rp-head[data-pages]") !== null && Boolean(button.dataset.paragraph);
    frame.querySelector(".rp-as").hidden = !paged;
    press(false);
    if (paged && asPage) showPage();
  }

  // the page of a PDF with the quotation boxed, in place of the text
  const press = (page) => {
    for (const [act, on] of [["text", !page], ["page", page]]) {
      by("rp-source").querySelector(`[data-act=${act}]`).setAttribute("aria-pressed", String(on));
    }
  };

  async function showPage() {
    const frame = by("rp-source");
    const text = frame.querySelector(".rp-text");
    const button = opened;
    asPage = true;
    press(true);
    text.textContent = frame.dataset.loading;
    try {
      const html = await server.open_pages(placeOf(button));
      if (opened !== button) return;
      text.innerHTML = html;
    } catch (error) {
      if (opened !== button) return;
      text.textContent = frame.dataset.lost.replace("{reason}", String(error.message ?? error));
    }
    settle(text);
  }

  function showText() {
    asPage = false;
    if (opened) open(opened);
  }

  function show(frame, button) {
    const marks = siblings(button);
    const at = marks.indexOf(button);
    opened = button;
    if (!frame.contains(button)) [root, began] = [button, JSON.stringify(placeOf(button))];
    document.querySelectorAll(".rp-open-now").forEach((each) => each.classList.remove("rp-open-now"));
    button.classList.add("rp-open-now");
    const which = at < 0 ? "" : frame.dataset.citationOf.replace("{number}", at + 1).replace("{count}", marks.length);
    frame.querySelector(".rp-which").textContent = which;
    const [back, on] = ["previous", "next"].map((act) => frame.querySelector(`[data-act=${act}]`));
    back.hidden = on.hidden = at < 0; // a source that is no citation of an answer has none before or after it
    back.disabled = at <= 0;
    on.disabled = at + 1 >= marks.length;
    frame.hidden = false;
    remember();
  }

  // the quotation in the middle of the panel; the page itself moves only where the panel stands below
  function settle(text) {
    const here = text.querySelector(".rp-box") ?? text.querySelector("mark") ?? text.querySelector(".rp-here");
    const panel = scroller();
    const offset = here ? here.getBoundingClientRect().top - panel.getBoundingClientRect().top : 0;
    panel.scrollTop = here ? panel.scrollTop + offset - panel.clientHeight / 3 : 0;
    const sheet = here?.closest(".rp-figure"); // on a phone it is wider than the screen
    if (sheet) sheet.scrollLeft = here.offsetLeft - 12;
    text.focus({ preventScroll: true });
    if (narrow()) scrollTo(by("rp-panel"), "start");
  }

  const scroller = () => by("rp-frame");

  const siblings = (button) => {
    const group = button.closest(".rp-turn, .rp-list");
    return group && button.dataset.number ? [...group.querySelectorAll("[data-number]")] : [];
  };

  function step(by_) {
    const marks = opened ? siblings(opened) : [];
    const next = marks[marks.indexOf(opened) + by_];
    if (next) open(next);
  }

  function close() {
    const from = root;
    opened?.classList.remove("rp-open-now");
    opened = root = null;
    by("rp-source").hidden = true;
    from?.focus({ preventScroll: !narrow() });
    if (narrow()) scrollTo(from, "center");
    remember();
  }

  // what is open belongs to its tab: it is put away with it, and stands as it was when the tab comes back
  function turn(to) {
    if (to === tab) return;
    const [frame, panel] = [by("rp-source"), scroller()];
    const [text, forms, page] = [".rp-text", ".rp-as", "[data-act=page]"].map((each) => frame.querySelector(each));
    const paged = page.getAttribute("aria-pressed") === "true";
    parked[tab] = opened && { opened, root, began, held: [...text.childNodes], top: panel.scrollTop, single: forms.hidden, paged };
    opened = root = null;
    frame.hidden = true;
    text.replaceChildren();
    tab = by("rp-desk").dataset.tab = to;
    const back = parked[to];
    if (!back || !isThere(back.root, back.began)) return;
    [root, began] = [back.root, back.began];
    if (back.held.every((each) => each.nodeType === Node.TEXT_NODE)) { open(back.opened); return; } // it was on its way
    text.append(...back.held);
    show(frame, back.opened);
    forms.hidden = back.single;
    press(back.paged);
    panel.scrollTop = back.top;
  }

  // Gradio may put other words into a button that stays: what it opened is then gone too
  const isThere = (button, place) => button.isConnected && JSON.stringify(placeOf(button)) === place;
  const closeWhenGone = () => { if (root && !isThere(root, began)) close(); };

  async function more(button) {
    const text = button.closest(".rp-text");
    const { document: id, first, side } = button.dataset;
    button.disabled = true;
    const holder = document.createElement("div");
    holder.innerHTML = await server.open_part({ document: id, first: Number(first) });
    const other = side === "before" ? "after" : "before";
    holder.querySelector(`.rp-more[data-side=${other}]`)?.remove();
    const panel = scroller();
    const height = panel.scrollHeight;
    button.replaceWith(...withoutTwins(text, holder));
    if (side === "before") panel.scrollTop += panel.scrollHeight - height;
  }

  function withoutTwins(text, holder) {
    const there = new Set([...text.querySelectorAll("[data-at]")].map((each) => each.dataset.at));
    return [...holder.children].filter((each) => !there.has(each.dataset.at));
  }

  function toggleNote(button) {
    const note = button.nextElementSibling;
    note.hidden = !note.hidden;
    button.setAttribute("aria-expanded", String(!note.hidden));
  }

  // -- the little window over a mark ----------------------------------------------------------

  function hint() {
    let box = by("rp-tip");
    if (!box) {
      box = document.createElement("div");
      box.id = "rp-tip";
      box.setAttribute("role", "tooltip");
      box.append(document.createElement("strong"), document.createElement("q"));
      document.body.append(box);
    }
    return box;
  }

  function showHint(mark) {
    if (mark === opened) return; // its words are beside it already
    const box = hint();
    box.children[0].textContent = mark.dataset.place;
    box.children[1].textContent = mark.dataset.quote;
    box.hidden = false;
    mark.setAttribute("aria-describedby", "rp-tip");
    const at = mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8));
    const above = at.top > box.offsetHeight + 12;
    box.style.left = `${left}px`;
    box.style.top = `${above ? at.top - box.offsetHeight - 6 : at.bottom + 6}px`;
  }

  const hideHint = () => { hint().hidden = true; };

  // -- asking, copying, sharing -----------------------------------------------------------------

  function fill(name, text, button) {
    const line = document.querySelector(`#${name} textarea, #${name} input`);
    line.value = text;
    line.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => by(button).click(), 60);
  }

  async function copy(text, button) {
    await write(text);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 1600);
  }

  async function write(text) {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // without https there is no clipboard but this one
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  async function save(button) {
    const trouble = button.parentElement.querySelector(".rp-trouble");
    const query = document.querySelector("#rp-conversation [data-link]")?.dataset.link ?? "";
    button.disabled = true;
    const taken = await server.take_away({ query, form: by("rp-form").value, style: by("rp-style").value })
      .catch((error) => ({ error: String(error.message ?? error) }));
    button.disabled = false;
    trouble.textContent = taken.error ?? "";
    if (!taken.error) saveFile(taken.name, Uint8Array.from(atob(taken.content), (each) => each.charCodeAt(0)));
  }

  function saveFile(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // the address always restores what is on the page
  function remember() {
    const link = document.querySelector("#rp-conversation [data-link]")?.dataset.link;
    if (link === undefined) return;
    const last = [...document.querySelectorAll(".rp-turn")].at(-1);
    const open = tab === "ask" ? opened : parked.ask?.opened;
    const number = open && (last?.contains(open) || open.closest("#rp-cited")) ? open.dataset.number : null;
    history.replaceState(null, "", location.pathname + link + (link && number ? `&open=${number}` : ""));
  }

  // -- after each drawing -----------------------------------------------------------------------

  function drawn() {
    const all = [...document.querySelectorAll("#rp-conversation .rp-turn")];
    const busy = all.some((each) => each.getAttribute("aria-busy"));
    const done = all.length - (busy ? 0.5 : 0); // a turn is drawn twice: waiting, and with its answer
    const above = all.at(-1)?.getBoundingClientRect().top < 0; // a new conversation, asked further down the page
    if (done > turns && (all.length > 1 || above)) scrollTo(all.at(-1), "start");
    if (done > turns && opened && tab === "ask") close(); // a new question begins with its own sources
    turns = done;
    if (busy) return;
    if (document.querySelector("#rp-conversation [data-link]") && !wanted) remember();
    const mark = wanted && all.at(-1)?.querySelector(`.rp-mark[data-number="${CSS.escape(wanted)}"]`);
    if (mark) { wanted = null; open(mark); }
    announce(all.at(-1));
  }

  function announce(turn) {
    if (!turn?.dataset.status) return;
    let line = by("rp-live");
    if (!line) {
      line = document.createElement("div");
      line.id = "rp-live";
      line.className = "rp-hidden";
      line.setAttribute("aria-live", "polite");
      document.body.append(line);
    }
    line.textContent = turn.querySelector(".rp-answer")?.textContent ?? "";
  }

  // -- events -----------------------------------------------------------------------------------

  const ACTS = {
    close, page: showPage, text: showText, previous: () => step(-1), next: () => step(1), save,
    print: () => window.print(), link: (button) => copy(location.href, button),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    const data = button.dataset;
    if (data.act) ACTS[data.act](button);
    else if (data.ask) fill("rp-question", data.ask, "rp-send");
    else if (data.lookup) fill("rp-request", data.lookup, "rp-look");
    else if (data.file) saveFile(data.file, data.text);
    else if (data.copy) copy(data.copy, button);
    else if (data.first) more(button);
    else if (button.classList.contains("rp-notemark")) toggleNote(button);
    else if (data.document) { hideHint(); open(button); }
  });

  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => {
      const mark = event.target.closest?.(".rp-mark");
      if (mark) showHint(mark);
    });
    document.addEventListener(end, (event) => { if (event.target.closest?.(".rp-mark")) hideHint(); });
  }

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape") {
      hideHint();
      if (opened) close();
    } else if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.querySelector("#rp-question textarea, #rp-question input")?.focus();
    }
  });

  return {
    turn,
    serve(functions) {
      server = functions;
      const changes = { childList: true, subtree: true, attributeFilter: ["data-document", "data-paragraph", "data-start"] };
      new MutationObserver(closeWhenGone).observe(by("rp-desk"), changes);
    },
    watch(element) {
      new MutationObserver(drawn).observe(element, { childList: true, subtree: true });
      drawn();
    },
  };
})();
