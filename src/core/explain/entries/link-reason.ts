import { quoted } from '../plain-words.ts';

/** Why following a link came to nothing: `FollowedPath.fault`. `at` is for showing. */
export function linkReason(fault: 'missing' | 'not-folder' | 'loop' | 'too-long', at: string): string {
  const place = `/${quoted(at, 200)}`;
  switch (fault) {
    case 'missing':
      return `It leads nowhere: ${place} is not in this tree. It may be made when a container runs.`;
    case 'not-folder':
      return `It leads nowhere: ${place} is no folder.`;
    case 'loop':
      return `It leads round in a circle: Linux gives up after 40 links, here at ${place}.`;
    case 'too-long':
      return 'It leads to a path so long that no system takes it.';
  }
}
