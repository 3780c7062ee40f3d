// The languages of fenced code. Each is a file of its own, loaded when a text has a fence of it.

import { LanguageDescription, LanguageSupport, StreamLanguage } from "@codemirror/language";

const stream = (parser) => new LanguageSupport(StreamLanguage.define(parser));
const PLAIN = stream({ token: (text) => text.skipToEnd() });

/** The names of a language, and the module of its parser with the name that it has there. */
const LANGUAGES = [
  [["python", "py", "python3", "pycon"], () => import("@codemirror/legacy-modes/mode/python"), "python"],
  [["cpp", "c++", "cuda", "cu", "hpp"], () => import("@codemirror/legacy-modes/mode/clike"), "cpp"],
  [["c", "h"], () => import("@codemirror/legacy-modes/mode/clike"), "c"],
  [["bash", "sh", "shell", "zsh", "console"], () => import("@codemirror/legacy-modes/mode/shell"), "shell"],
  [
    ["javascript", "js", "jsx", "mjs"],
    () => import("@codemirror/legacy-modes/mode/javascript"),
    "javascript",
  ],
  [["typescript", "ts", "tsx"], () => import("@codemirror/legacy-modes/mode/javascript"), "typescript"],
  [["json", "json5"], () => import("@codemirror/legacy-modes/mode/javascript"), "json"],
  [["html", "xml", "svg", "django", "jinja"], () => import("@codemirror/legacy-modes/mode/xml"), "html"],
  [["css", "scss", "less"], () => import("@codemirror/legacy-modes/mode/css"), "css"],
  [["java"], () => import("@codemirror/legacy-modes/mode/clike"), "java"],
  [["kotlin", "kt"], () => import("@codemirror/legacy-modes/mode/clike"), "kotlin"],
  [["scala"], () => import("@codemirror/legacy-modes/mode/clike"), "scala"],
  [["csharp", "cs", "c#"], () => import("@codemirror/legacy-modes/mode/clike"), "csharp"],
  [["rust", "rs"], () => import("@codemirror/legacy-modes/mode/rust"), "rust"],
  [["go", "golang"], () => import("@codemirror/legacy-modes/mode/go"), "go"],
  [["haskell", "hs"], () => import("@codemirror/legacy-modes/mode/haskell"), "haskell"],
  [["lua"], () => import("@codemirror/legacy-modes/mode/lua"), "lua"],
  [["julia", "jl"], () => import("@codemirror/legacy-modes/mode/julia"), "julia"],
  [["r"], () => import("@codemirror/legacy-modes/mode/r"), "r"],
  [["matlab", "octave"], () => import("@codemirror/legacy-modes/mode/octave"), "octave"],
  [
    ["sql", "postgresql", "mysql", "sqlite"],
    () => import("@codemirror/legacy-modes/mode/sql"),
    "standardSQL",
  ],
  [["yaml", "yml"], () => import("@codemirror/legacy-modes/mode/yaml"), "yaml"],
  [["toml", "ini"], () => import("@codemirror/legacy-modes/mode/toml"), "toml"],
  [["diff", "patch"], () => import("@codemirror/legacy-modes/mode/diff"), "diff"],
  [["dockerfile", "docker"], () => import("@codemirror/legacy-modes/mode/dockerfile"), "dockerFile"],
  [["tex", "latex"], () => import("@codemirror/legacy-modes/mode/stex"), "stex"],
];

/** Without a connection, code of a language that is not here yet has no colours. */
const descriptions = LANGUAGES.map(([[name, ...alias], load, parser]) =>
  LanguageDescription.of({
    name,
    alias,
    load: () =>
      load().then(
        (module) => stream(module[parser]),
        () => PLAIN,
      ),
  }),
);

/** The language of a fence by the first word of its information. */
export function languageOf(information) {
  const name = /^[\w+#-]*/.exec(information.trim().replace(/^\{\.?/, ""))[0].toLowerCase();
  return descriptions.find(({ alias }) => alias.includes(name)) ?? null;
}

export const languageNames = descriptions.map(({ name }) => name);
