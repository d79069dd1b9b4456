declare module "notebook-words" {
  /** By key: Chinese, English. */
  const texts: Record<string, [string, string]>;
  export default texts;
}
