import type { DumpErrorCode, DumpErrorData, DumpErrorInfo } from '../errors.ts';
import { formatCount, shorten } from './format-size.ts';

const at = (offset: number): string => `at byte ${formatCount(offset)}`;

const texts: { readonly [C in DumpErrorCode]: (data: DumpErrorData[C]) => string } = {
  'file-unreadable': ({ path, reason }) =>
    `${path === '' ? 'The file' : path} could not be read: ${reason}. It may have been moved, changed or locked since it was picked.`,
  'gzip-invalid': ({ offset, reason }) => `The gzip data is damaged ${at(offset)}: ${reason}.`,
  'gzip-truncated': ({ offset }) => `The gzip data breaks off ${at(offset)}.`,
  'zstd-invalid': ({ offset, reason }) => `The zstd data is damaged ${at(offset)}: ${reason}.`,
  'zstd-truncated': ({ offset }) => `The zstd data breaks off ${at(offset)}.`,
  'tar-header-invalid': ({ offset, reason }) => `The tar is damaged ${at(offset)}: ${reason}.`,
  'tar-number-invalid': ({ offset, field }) =>
    `The tar is damaged ${at(offset)}: a number field holds the bytes ${field}.`,
  'tar-truncated': ({ offset, entry }) => `The tar breaks off ${at(offset)}${entry === '' ? '' : `, in ${entry}`}.`,
  'limit-reached': ({ limit, value }) =>
    `A limit of this app was reached (${limit}, ${formatCount(value)}); what lies beyond was not read.`,
  'json-invalid': ({ line, column, reason }) =>
    `Not valid JSON at line ${formatCount(line)}, column ${formatCount(column)}: ${reason}.`,
  'digest-malformed': ({ value, reason }) => `“${value}” is no digest: ${reason}.`,
  'read-stalled': ({ path, seconds }) =>
    `Reading ${path} stood still for ${formatCount(seconds)} seconds. Is the disk or the network share still there?`,
  'worker-died': ({ path }) =>
    `The background task that read ${path} stopped and was replaced. The browser may be short of memory.`,
  'pattern-invalid': ({ pattern, reason }) => `“${shorten(pattern)}” cannot be searched for: ${reason}.`,
  'file-unwritable': ({ path, reason }) => `${path === '' ? 'The file' : path} could not be written: ${reason}.`,
  unexpected: ({ message }) =>
    `Something unexpected happened: ${message}. This is a fault of this app, not of your file.`,
};

/** What stopped us, in one or two sentences for people. */
export const errorText = ({ code, data }: DumpErrorInfo): string => (texts[code] as (data: unknown) => string)(data);
