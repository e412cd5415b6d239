import { FieldView } from '../field-view.ts';
import type { Described } from '../described.ts';

/**
 * A WebAssembly module or component by its first eight bytes.
 * @throws ContentFault when the head ends too early
 * @see WebAssembly Core Specification, 5.5.16, "Modules"; Component Model, "Binary Format"
 */
export function wasmFacts(head: Uint8Array): Described {
  const fields = new FieldView(head, true);
  const isComponent = fields.u16(6) === 1;
  const version = fields.u16(4);
  return {
    title: isComponent ? 'WebAssembly component' : 'WebAssembly module',
    facts: [{ name: 'Version', value: String(version), note: 'Runs on any processor, in a WebAssembly runtime.' }],
  };
}

const FIRST_JAVA = 44;

/**
 * A Java class by its header.
 * @throws ContentFault when the head ends too early
 * @see The Java Virtual Machine Specification, 4.1, "The ClassFile Structure"
 */
export function classFacts(head: Uint8Array): Described {
  const fields = new FieldView(head, false);
  const [minor, major] = [fields.u16(4), fields.u16(6)];
  // 45 to 48 were Java 1.1 to 1.4; since 49, Java 5, the number is that of the release.
  const java = major < 49 ? `1.${major - FIRST_JAVA}` : String(major - FIRST_JAVA);
  return {
    title: `Java class for Java ${java}`,
    facts: [
      {
        name: 'Needs',
        value: `Java ${java} or later`,
        note: `Class file version ${major}.${minor === 0xffff ? '65535, with preview features' : minor}.`,
      },
    ],
  };
}
