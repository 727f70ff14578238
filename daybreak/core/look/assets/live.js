// Keeps an open page true: fetches the small file beside it and puts in the parts that differ.
// Where that fails the page stays as it was, with its old "as of".
(() => {
  const from = document.currentScript.dataset.from, EVERY = 20e3, LONGEST = 3e5;
  const said = document.createElement("p");
  let wait = EVERY, timer;
  said.className = "away";
  said.setAttribute("role", "status");
  document.body.append(said);

  const put = (old, fresh) => {
    const opened = old.querySelectorAll("details"), held = document.activeElement;
    fresh.querySelectorAll("details").forEach((one, i) => { one.open = !!opened[i]?.open; });
    if (old.isEqualNode(fresh)) return false;
    const inside = old.contains(held), within = (part) => [...part.querySelectorAll(held.tagName)];
    const place = inside && within(old).indexOf(held);
    old.replaceWith(fresh);
    if (inside) {
      const like = within(fresh);
      (like.find((one) => one.isEqualNode(held)) || like.find((one) => held.href && one.href === held.href) ||
        like[place])?.focus({ preventScroll: true });
    }
    return true;
  };

  const look = async () => {
    try {
      const answer = await fetch(from, { cache: "no-cache" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || !page.querySelector("[data-live=as-of]")) throw 0;
      let news = false;
      for (const fresh of page.querySelectorAll("[data-live]")) {
        const old = document.querySelector(`[data-live="${fresh.dataset.live}"]`);
        if (old) news = put(old, document.adoptNode(fresh)) || news;
      }
      if (news) said.textContent = document.querySelector("[data-live=as-of]").textContent;
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    next(wait);
  };
  const next = (after) => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, after * (.75 + Math.random() / 2));
  };
  document.addEventListener("visibilitychange", () => next(2e3));
  next(wait);
})();
