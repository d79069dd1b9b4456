import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "./words.mjs";

test("sentences of both languages stand beside one another", () => {
  const words = wordsOf("# 注\n\na-b = 还有{ $left }次\n", "a-b = { $left } tries\n");
  assert.deepEqual(words, { "a-b": ["还有{ $left }次", "{ $left } tries"] });
});

test("what one language lacks, and what only Fluent understands, is refused", () => {
  assert.throws(() => wordsOf("a = 甲\n", ""), /only in Chinese: a/);
  assert.throws(() => wordsOf("", "a = A\n"), /only in English: a/);
  assert.throws(() => wordsOf("a = { $x }\n", "a = { $y }\n"), /different variables: a/);
  assert.throws(() => wordsOf("a = { $n ->\n", "a = A\n"), /not a plain variable/);
  assert.throws(() => wordsOf("a =\n    甲\n", "a = A\n"), /not a sentence on one line/);
  assert.throws(() => wordsOf("a = 甲\na = 乙\n", "a = A\n"), /twice: a/);
});
