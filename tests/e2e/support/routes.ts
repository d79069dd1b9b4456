// The pages there are: the golden list of routes, and addresses that somebody can reach by links.

import { readFileSync } from "node:fs";
import path from "node:path";

import type { Person } from "./people";
import { repository } from "./places";

const GOLDEN = path.join(repository, "crates/app/tests/golden/acts.md");
const PAGES_MOST = 400;
/** Addresses kept of one route: the second may be in another state than the first. */
const EXAMPLES = 2;
/** Addresses that differ only in their query are tried this often for one route. */
const QUERIES = 2;

export interface Route {
  path: string;
  pattern: RegExp;
}

/** Every GET of the golden list that is for people; those without a place to fill in come first, as
 * the router has it. */
export function routes(): Route[] {
  const lines = readFileSync(GOLDEN, "utf8").matchAll(/^\| GET \| (\S+) \|/gm);
  const paths = [...lines].map((line) => line[1] ?? "").filter((route) => !route.startsWith("/api/"));
  const free = (route: string) => route.split("{").length;
  return paths
    .sort((one, other) => free(one) - free(other))
    .map((route) => ({ path: route, pattern: patternOf(route) }));
}

function patternOf(route: string): RegExp {
  const parts = route.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

export interface Walk {
  /** Addresses of HTML pages, by route. */
  pages: Map<string, string[]>;
  /** Routes that answer with something else: a file, a feed, another page. */
  files: Set<string>;
}

/** Follows every link from where this person can begin. */
export async function walk(person: Person, seeds: string[]): Promise<Walk> {
  const all = routes();
  const starts = all.map((route) => route.path).filter((route) => !route.includes("{"));
  const queue = [...seeds, ...starts];
  const seen = new Set(queue);
  const tried = new Map<string, number>();
  const found: Walk = { pages: new Map(), files: new Set() };
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    if (tried.size > PAGES_MOST) throw new Error("the walk does not end");
    const route = routeOf(all, address);
    if (route === undefined) continue;
    const count = tried.get(route) ?? 0;
    if (count >= (address.includes("?") ? QUERIES : EXAMPLES) + 1) continue;
    const answer = await person.get(address);
    const leadsOn = answer.location.startsWith("/") && !answer.location.startsWith("/sign-in");
    if (leadsOn) {
      found.files.add(route);
      queue.push(answer.location);
    }
    if (answer.status !== 200) continue;
    tried.set(route, count + 1);
    if (!answer.type.startsWith("text/html")) {
      found.files.add(route);
      continue;
    }
    const examples = found.pages.get(route) ?? [];
    if (examples.length < EXAMPLES) found.pages.set(route, [...examples, address]);
    for (const next of linksOf(answer.text)) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return found;
}

function routeOf(all: Route[], address: string): string | undefined {
  const [bare = ""] = address.split("?");
  return all.find((route) => route.pattern.test(bare))?.path;
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="(\/[^"#]*)/g)]
    .map((link) => (link[1] ?? "").replaceAll("&amp;", "&"))
    .filter((link) => !link.startsWith("//") && !link.startsWith("/assets/"));
}
