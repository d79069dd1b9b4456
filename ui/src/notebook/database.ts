// IndexedDB with promises. What stands in it is locked before it comes here; only names of stores,
// ids and states are readable.

export const STORES = ["meta", "items", "route"] as const;
export type StoreName = (typeof STORES)[number];

const NAME = "huiyin-notebook";
// A new version adds stores and never removes one: a phone may go back to an older bundle.
const VERSION = 1;

let opened: Promise<IDBDatabase> | null = null;

export function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, failed) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const name of STORES) {
        if (request.result.objectStoreNames.contains(name)) continue;
        request.result.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      // Another tab with a newer bundle must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      done(request.result);
    };
    request.onerror = () => failed(request.error);
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** One transaction; it is over, and durable as far as the browser promises, when this resolves. */
async function within<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T> | null,
): Promise<T | undefined> {
  const db = await database();
  return new Promise<T | undefined>((done, failed) => {
    const transaction = db.transaction(name, mode, { durability: "strict" } as IDBTransactionOptions);
    const request = act(transaction.objectStore(name));
    transaction.oncomplete = () => done(request?.result);
    transaction.onerror = () => failed(transaction.error ?? request?.error);
    transaction.onabort = () => failed(transaction.error ?? new DOMException("", "AbortError"));
  });
}

export async function get<T>(name: StoreName, key: string): Promise<T | undefined> {
  return (await within(name, "readonly", (store) => store.get(key))) as T | undefined;
}

export async function put(name: StoreName, key: string, value: unknown): Promise<void> {
  await within(name, "readwrite", (store) => store.put(value, key));
}

export async function remove(name: StoreName, key: string): Promise<void> {
  await within(name, "readwrite", (store) => store.delete(key));
}

export async function clear(name: StoreName): Promise<void> {
  await within(name, "readwrite", (store) => store.clear());
}

export async function all<T>(name: StoreName): Promise<T[]> {
  return ((await within(name, "readonly", (store) => store.getAll())) ?? []) as T[];
}

/** Reads, changes and writes in one transaction, so that two tabs cannot lose each other's change. */
export async function change<T>(name: StoreName, key: string, how: (value: T) => T): Promise<T | undefined> {
  const db = await database();
  return new Promise<T | undefined>((done, failed) => {
    const transaction = db.transaction(name, "readwrite", { durability: "strict" } as IDBTransactionOptions);
    const store = transaction.objectStore(name);
    let made: T | undefined;
    const request = store.get(key);
    request.onsuccess = () => {
      if (request.result === undefined) return;
      made = how(request.result as T);
      store.put(made, key);
    };
    transaction.oncomplete = () => done(made);
    transaction.onerror = () => failed(transaction.error);
    transaction.onabort = () => failed(transaction.error);
  });
}
