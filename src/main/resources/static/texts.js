// The words of the page in the reader's language. A further language is a file beside the others and its name here.

import en from "./texts/en.js";
import { remembered } from "./preferences.js";
import zh from "./texts/zh.js";

const languages = { en, zh };

export const languageNames = { en: "English", zh: "中文" };

/** The language that was chosen here before, else the browser's, else English. */
export function preferredLanguage() {
  const wanted = [remembered("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((language) => languages[language]) ?? "en";
}

export function isLanguage(language) {
  return Object.hasOwn(languages, language ?? "");
}

export function textsOf(language) {
  return languages[language];
}

/** A text with its {names} replaced. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** What a card says of a parameter, an input or an output, in the language's words where it has them. */
export function describe({ description }, texts) {
  return texts.descriptions[description] ?? description;
}

/** A function's title or summary: the card's own words, or the language's where it has them. */
export function wordsOf(texts, card) {
  const words = texts.functions[card.name] ?? {};
  return { title: words.title ?? card.title, summary: words.summary ?? card.summary };
}
