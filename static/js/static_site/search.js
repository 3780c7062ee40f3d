// Searches a site without a server: fetches the parts of its index that have the words, then the
// texts of the first results. static_site/search_index/ writes these files.

const found = document.querySelector("#found");
const field = document.querySelector("#q");
const said = document.querySelector("[role=status]");
const words = found.dataset;
const start = found.querySelector("#lw-start");
const from = new URL("index/", new URL(words.from, location.href));
const home = new URL(words.home, location.href);

const PAUSE = 150; // ms after the last key
const MOST_PARTS = 5; // of the index, for one search
const EACH = 8; // results that are shown at once
const MOST_TEXTS = 64_000; // bytes of texts for these
const WIDTH = 90; // characters of a snippet before and after a hit

// The same characters as in fulltext/tokens.py.
const CJK = "々〆〇\\u2e80-\\u2fdf\\u3040-\\u312f\\u3131-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3ffff}";
const WORD = `(?:[A-Za-z0-9_]|(?![${CJK}])[\\p{L}\\p{N}_])+`;
const RUN = new RegExp(`[${CJK}]+|\\.?${WORD}(?:[.\\-‐]${WORD})*(?:\\+\\+|#)?[0-9]*`, "gu");
const IS_CJK = new RegExp(`^[${CJK}]`, "u");
const PART = /(-)?(?:(tag|topic|lang):)?(?:"([^"]*)"?|([^\s"]+))/gi;

// Files

const fetched = new Map();
let about;

async function file(name) {
  const address = new URL(name, from);
  if (about) address.searchParams.set("v", about.version);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const packed = await answer.arrayBuffer();
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return { bytes: packed.byteLength, content: new Uint8Array(await new Response(plain).arrayBuffer()) };
}

// Each file is fetched once. What failed is tried again.
function once(name) {
  if (!fetched.has(name)) {
    const coming = file(name);
    coming.catch(() => fetched.delete(name));
    fetched.set(name, coming);
  }
  return fetched.get(name);
}

async function text(number) {
  const { bytes, content } = await once(`text-${number}.bin`);
  return { bytes, ...JSON.parse(new TextDecoder().decode(content)) };
}

// The index

const utf8 = new TextEncoder();

function partOf(lexeme) {
  let digest = 0x811c9dc5;
  for (const byte of utf8.encode(lexeme)) digest = Math.imul(digest ^ byte, 0x01000193) >>> 0;
  return ((digest ^ (digest >>> 16)) & (about.parts - 1)) >>> 0;
}

// Numbers of seven bits a byte, the lowest first.
function reader(bytes, at = 0, end = bytes.length) {
  return {
    get more() {
      return at < end;
    },
    number() {
      let value = 0, factor = 1, byte;
      do {
        byte = bytes[at++];
        value += (byte & 127) * factor;
        factor *= 128;
      } while (byte > 127);
      return value;
    },
    take: (size) => bytes.subarray(at, (at += size)),
  };
}

// The articles that have a lexeme, with the field where it stands: 3 is the title.
function postings(content, lexeme) {
  const wanted = utf8.encode(lexeme), part = reader(content), articles = new Map();
  while (part.more) {
    const [size] = part.take(1), name = part.take(size), data = part.take(part.number());
    if (size !== wanted.length || name.some((byte, n) => byte !== wanted[n])) continue;
    const numbers = reader(data);
    for (let last = 0; numbers.more; ) {
      const value = numbers.number();
      last += Math.floor(value / 4);
      articles.set(last, value % 4);
    }
    break;
  }
  return articles;
}

// Queries

const runs = (value) => value.normalize("NFKC").match(RUN) ?? [];

// The pairs that cover a run of Chinese; a word is one lexeme.
function lexemes(run) {
  const signs = [...run];
  if (!IS_CJK.test(run) || signs.length < 3) return [run.toLowerCase()];
  const pairs = [];
  for (let n = 0; n < signs.length - 1; n += 2) pairs.push(signs[n] + signs[n + 1]);
  if (signs.length % 2) pairs.push(signs.at(-2) + signs.at(-1));
  return pairs;
}

function parse(typed) {
  const query = { terms: [], without: [] };
  const straight = typed.normalize("NFKC").replace(/[“”„«»「」『』]/g, '"');
  for (const [, minus, filter, quoted, bare] of straight.matchAll(PART)) {
    const value = quoted ?? bare;
    const into = minus ? query.without : query.terms;
    if (filter) into.push({ runs: [], lexemes: [`${filter}:${value}`.toLowerCase()] });
    else {
      const all = runs(value);
      const groups = quoted === undefined ? all.map((run) => [run]) : all.length ? [all] : [];
      for (const group of groups) into.push({ runs: group, lexemes: group.flatMap(lexemes) });
    }
  }
  return query;
}

const escaped = (run) => run.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
// Words begin and end there; Chinese does not.
const bounded = (run) => (IS_CJK.test(run) ? escaped(run) : `(?<![A-Za-z0-9])${escaped(run)}(?![A-Za-z0-9])`);
const pattern = (term) => term.runs.map(bounded).join("\\W{0,4}");
const isExact = (term) => term.lexemes.length === 1;

// Articles with all terms: those with the words in the title first, then the newest.
async function candidates(query) {
  about ??= await (await fetch(new URL("meta.json", from))).json();
  const wanted = query.terms.flatMap((term) => term.lexemes);
  const known = new Map();
  const parts = new Set();
  const read = async (lexeme) => {
    const part = partOf(lexeme);
    if (!parts.has(part) && parts.size >= MOST_PARTS) return;
    parts.add(part);
    const { content } = await once(`words-${part}.bin`);
    known.set(lexeme, postings(content, lexeme));
  };
  const excluded = query.without.filter(isExact).flatMap((term) => term.lexemes);
  await Promise.all([...new Set([...wanted, ...excluded])].map(read));
  const [first, ...others] = wanted.filter((lexeme) => known.has(lexeme)).map((lexeme) => known.get(lexeme));
  const left = [];
  for (const [number, field] of first ?? []) {
    if (!others.every((articles) => articles.has(number))) continue;
    if (excluded.some((lexeme) => known.get(lexeme)?.has(number))) continue;
    left.push({ number, field: Math.min(field, ...others.map((articles) => articles.get(number))) });
  }
  return left.sort((a, b) => b.field - a.field || b.number - a.number);
}

// What pairs cannot say. Of a long text, a part is missing.
function holds(article, query) {
  const all = `${article.title}\n${article.topic}\n${article.text}`.normalize("NFKC");
  const has = (term) => new RegExp(pattern(term), "iu").test(all);
  const wanted = article.cut || query.terms.every((term) => isExact(term) || has(term));
  return wanted && !query.without.some((term) => !isExact(term) && has(term));
}

// Results

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

function marked(value, query) {
  const all = query.terms.filter((term) => term.runs.length).map(pattern);
  if (!all.length) return [value];
  const pieces = [];
  let at = 0;
  for (const match of value.matchAll(new RegExp(all.join("|"), "giu"))) {
    pieces.push(value.slice(at, match.index), element("mark", {}, match[0]));
    at = match.index + match[0].length;
  }
  return [...pieces, value.slice(at)];
}

// A sentence or a line begins there, a little before the hit.
function beginning(value, at) {
  const least = Math.max(0, at - WIDTH / 2);
  const sentences = [...value.slice(least, at).matchAll(/[\n。！？；]\s*|[.!?;]\s+/g)];
  const last = sentences.at(-1);
  return last ? least + last.index + last[0].length : least;
}

function snippet(article, query) {
  const value = article.text;
  const all = query.terms.filter((term) => term.runs.length).map(pattern);
  const at = all.length ? Math.max(0, value.search(new RegExp(all.join("|"), "iu"))) : 0;
  const begin = beginning(value, at), end = Math.max(at + WIDTH, begin + 1.5 * WIDTH);
  const shown = value.slice(begin, end).replace(/\s+/g, " ");
  const pieces = marked(shown, query).flatMap((piece) => (piece.split ? chips(piece, article.labels) : piece));
  return [begin ? "…" : "", ...pieces, end < value.length ? "…" : ""];
}

// Marks are formulas.
const chips = (value, labels) => value.split(/([\ufdd4\ufdd5])/).map((piece, n) => {
  const kind = +(piece > "\ufdd4");
  return n % 2 ? element("span", { className: `chip ${"if"[kind]}` }, `[${labels[kind]}]`) : piece;
});

function result(article, query) {
  const link = element("a", { href: new URL(article.address, home).href + (isPlain ? "index.html" : "") }, ...marked(article.title, query));
  const meta = element("p", { className: "meta" }, element("time", { dateTime: article.date }, article.date));
  if (article.topic) meta.append(element("span", {}, article.topic));
  const body = element("div", { className: "body" }, element("h3", { lang: article.language }, link));
  body.append(element("p", { className: "excerpt", lang: article.language }, ...snippet(article, query)));
  return element("article", { className: "entry" }, meta, body);
}

// No server adds index.html there.
const isPlain = words.home.endsWith("index.html");

// Typing

const typed = () => field.value.trim();
let shown = null;
let timer;

const total = (number) => (number === 1 ? words.one : words.many.replace("{n}", number));

async function search() {
  const asked = typed();
  if (asked === shown) return;
  shown = asked;
  const query = parse(asked);
  name(asked);
  if (!query.terms.length) return found.replaceChildren(start);
  try {
    const left = await candidates(query);
    if (asked !== shown) return;
    await page(query, left, asked);
  } catch (error) {
    if (asked !== shown) return;
    shown = null;
    tell(element("p", { className: "empty" }, words.failed));
    console.warn(error.message);
  }
}

function tell(...content) {
  found.replaceChildren(...content);
  said.textContent = found.querySelector(".empty, .list-status")?.textContent ?? "";
}

async function page(query, left, asked) {
  const status = element("p", { className: "list-status tally" });
  const list = element("section", {});
  const button = element("button", { type: "button", className: "more" }, words.more);
  let number = left.length, next = 0, isOpen = false;

  async function more() {
    let bytes = 0, added = 0;
    button.remove();
    while (next < left.length && added < EACH && bytes < MOST_TEXTS) {
      const article = await text(left[next++].number);
      if (asked !== shown) return;
      bytes += article.bytes;
      if (!holds(article, query)) number -= 1;
      else list.append(result(article, query)), (added += 1);
    }
    status.textContent = total(number);
    if (next < left.length) list.append(element("p", { className: "pages" }, button));
    if (!list.children.length) return tell(element("p", { className: "empty" }, words.none.replace("{words}", asked)));
    if (!isOpen) tell(status, list);
    isOpen = true;
  }

  button.onclick = async () => {
    const last = list.querySelectorAll("h3 a").length;
    button.parentElement.remove();
    await more();
    list.querySelectorAll("h3 a")[last]?.focus();
  };
  await more();
}

function name(asked) {
  const address = new URL(location.href);
  address.search = asked && new URLSearchParams({ q: asked });
  history.replaceState(history.state, "", address);
  document.title = (asked && `${asked} · `) + words.title;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
}

field.addEventListener("compositionstart", () => clearTimeout(timer));
field.addEventListener("compositionend", later);
field.addEventListener("input", (event) => event.isComposing || later());
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});

start.hidden = false;
// What was typed before this script ran stays.
field.value ||= new URLSearchParams(location.search).get("q") ?? "";
search();
