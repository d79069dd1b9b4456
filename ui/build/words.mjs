// Sentences out of two Fluent files, for a script that speaks where no server does. Of Fluent it
// knows one-line sentences with `{ $name }`; whatever else stands in the file is refused.

const LINE = /^([a-z][a-z0-9_-]*) = (.+)$/;
const VARIABLE = /\{ ?\$[a-z]+ ?\}/g;

function sentences(text) {
  const found = new Map();
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, key, sentence] = LINE.exec(line) ?? [];
    if (key === undefined) throw new Error(`not a sentence on one line: ${line}`);
    if (/[{}]/.test(sentence.replace(VARIABLE, ""))) throw new Error(`not a plain variable: ${line}`);
    if (found.has(key)) throw new Error(`twice: ${key}`);
    found.set(key, sentence);
  }
  return found;
}

/** `{key: [Chinese, English]}`; a key that only one language has, or variables that differ, are refused. */
export function wordsOf(chinese, english) {
  const [zh, en] = [sentences(chinese), sentences(english)];
  for (const key of en.keys()) if (!zh.has(key)) throw new Error(`only in English: ${key}`);
  const variables = (sentence) => [...new Set(sentence.match(VARIABLE) ?? [])].sort().join();
  return Object.fromEntries(
    [...zh].map(([key, sentence]) => {
      const other = en.get(key);
      if (other === undefined) throw new Error(`only in Chinese: ${key}`);
      if (variables(sentence) !== variables(other)) throw new Error(`different variables: ${key}`);
      return [key, [sentence, other]];
    }),
  );
}
