/** What the help lists. Views that bring keys of their own are in it too: the help is one page. */
export const keyHelp: readonly { readonly where: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    where: 'Anywhere',
    keys: [
      ['?', 'This help'],
      ['O', 'Open a folder'],
      ['Shift O', 'Open an archive'],
      ['T', 'Switch theme'],
      ['1 to 7', 'Overview, Files, Map, Findings, Layers, Bytes, History'],
      ['/', 'Search in the view'],
      ['N P', 'Next and previous finding'],
      ['C', 'Copy the digest'],
      ['Alt ← →', 'Back and forward'],
      ['Esc', 'Close'],
    ],
  },
  {
    where: 'Trees and lists',
    keys: [
      ['↑ ↓', 'Move'],
      ['→ ←', 'Open and close, or go to the parent'],
      ['Home End', 'First and last'],
      ['Page ↑ ↓', 'A window further'],
      ['Letters', 'Jump to a name'],
      ['Enter', 'Open'],
    ],
  },
  {
    where: 'Files',
    keys: [
      ['X', 'Text or hex'],
      ['R', 'Who refers to it'],
    ],
  },
  {
    where: 'Map',
    keys: [
      ['→ ←', 'Follow an arrow'],
      ['↑ ↓', 'Neighbour'],
      ['0', 'Fit'],
      ['+ −', 'Zoom'],
      ['L', 'The same map as a list'],
      ['Enter', 'Open the file'],
    ],
  },
  {
    where: 'Layers',
    keys: [
      ['[ ]', 'Layer before and after'],
      ['S', 'This layer alone, or all up to it'],
      ['A M D', 'Only what was added, changed, deleted'],
      ['H', 'The path across layers'],
      ['Shift ←', 'Close all folders'],
      ['Shift and a letter', 'Jump to a name, where the letter alone means something else'],
    ],
  },
  {
    where: 'Counting',
    keys: [
      ['Space', 'Pause and go on'],
      ['Esc', 'Stop'],
    ],
  },
];
