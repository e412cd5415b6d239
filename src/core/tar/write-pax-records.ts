import { fromBinary } from '../bytes/byte-names.ts';

/**
 * Pax records, `LENGTH KEY=VALUE\n` each, LENGTH counting all of it.
 * @param records keys and values as binary strings: one character per byte
 * @see POSIX.1-2017 pax, "pax Extended Header"
 */
export function writePaxRecords(records: readonly (readonly [key: string, value: string])[]): Uint8Array<ArrayBuffer> {
  return fromBinary(
    records
      .map(([key, value]) => {
        const rest = ` ${key}=${value}\n`;
        let length = rest.length + 1;
        // The length counts its own digits: adding them may make one more.
        while (String(length).length + rest.length !== length) length += 1;
        return String(length) + rest;
      })
      .join(''),
  );
}
