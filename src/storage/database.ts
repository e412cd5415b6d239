import type { Report } from '../core/report/report.ts';
import type { StoredCheck } from './column-pieces.ts';
import type { KeptDump } from './kept-dump.ts';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames, openDB } from './npm-idb.ts';

export interface Schema extends DBSchema {
  dumps: { key: string; value: KeptDump; indexes: { checkedAtMs: number } };
  /** Key: dump, path. */
  checks: { key: [string, string]; value: StoredCheck };
  /** Columns of large layers. Key: dump, path, number from 0. */
  pieces: { key: [string, string, number]; value: Uint8Array<ArrayBuffer> };
  /** Key: dump. */
  reports: { key: string; value: Report };
}
export type Database = IDBPDatabase<Schema>;

type Step = (db: Database, tx: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>) => void;

/** Step n takes version n to n + 1. Never edit a released step: people hold databases of every age. */
const steps: readonly Step[] = [
  (db) => {
    db.createObjectStore('dumps', { keyPath: 'id' }).createIndex('checkedAtMs', 'checkedAtMs');
    db.createObjectStore('checks', { keyPath: ['dumpId', 'path'] });
    db.createObjectStore('reports');
  },
  (db) => {
    db.createObjectStore('pieces');
  },
];

/**
 * @param onClosing another tab wants to upgrade, or the browser closed the connection: it is closed when this is called
 */
export async function openDatabase(name: string, onClosing: () => void): Promise<Database> {
  const db = await openDB<Schema>(name, steps.length, {
    upgrade: (opened, oldVersion, _newVersion, tx) => steps.slice(oldVersion).forEach((step) => step(opened, tx)),
    blocking: (_currentVersion, _blockedVersion, event) => {
      (event.target as IDBDatabase).close();
      onClosing();
    },
    terminated: onClosing,
  });
  return db;
}
