/**
 * Why something could not be saved, or not as it is. A fact; words for it are elsewhere.
 * - `dangling-hard-link`: what it links to is not there when it comes; no layer has it, or its own one only later
 * - `hard-link-to-folder`: no system takes that
 * - `below-a-file`: a path that goes on below something that is no folder, or below a link that leads to none
 * - `not-there`: asked for, but the tree has no such path
 * - `content-cut`: its layer breaks off inside; what is missing is zeros
 * - `content-absent`: its layer breaks off before it, or a sparse file has a broken map
 * - `symlink`, `device`: a plain folder written by a browser cannot hold it
 * - `name-not-utf8`, `name-too-long`, `name-reserved`, `name-refused`: the system, or the browser, does not take the name
 * - `name-collides`: differs from another name only in ways that the system does not see, such as upper and lower case
 */
export type SaveSkipReason =
  | 'dangling-hard-link'
  | 'hard-link-to-folder'
  | 'below-a-file'
  | 'not-there'
  | 'content-cut'
  | 'content-absent'
  | 'symlink'
  | 'device'
  | 'name-not-utf8'
  | 'name-too-long'
  | 'name-reserved'
  | 'name-refused'
  | 'name-collides';
