/** Characters of a path: a sentence is no place for more. */
const MOST = 200;

/**
 * Why a link leads to no path: `FollowedPath.fault` of a symbolic one; of a hard one that no layer has its file (`no-file`), or
 * that it is known under another name by now (`renamed`).
 * @param at a path as its layer has it: the page shows the sentence as it shows names
 */
export function linkReason(
  fault: 'missing' | 'not-folder' | 'loop' | 'too-long' | 'no-file' | 'renamed',
  at: string,
): string {
  const place = `/${at.length > MOST ? `${at.slice(0, MOST)}…` : at}`;
  switch (fault) {
    case 'missing':
      return `It leads nowhere: ${place} is not in this tree. It may be made when a container runs.`;
    case 'not-folder':
      return `It leads nowhere: ${place} is no folder.`;
    case 'loop':
      return `It leads round in a circle: Linux gives up after 40 links, here at ${place}.`;
    case 'too-long':
      return 'It leads to a path so long that no system takes it.';
    case 'no-file':
      return `No layer up to its own has ${place} when it comes: engines stop there and do not load the image.`;
    case 'renamed':
      return `Its file was made as ${place}. That name is gone or another file's by now; the link still shows the first.`;
  }
}
