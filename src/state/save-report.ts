import { serialiseReport } from '../core/report/build-report.ts';
import type { Report } from '../core/report/report.ts';
import { saveFile } from '../platform/save-file.ts';

/** Offers the report as a download, named after the dump. */
export function saveReport(report: Report): void {
  saveFile(`${report.dump.name}.tallyman.json`, serialiseReport(report), 'application/json');
}
