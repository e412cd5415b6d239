import type { ConfigView } from '../../oci/config.ts';
import type { ConfigFact, ConfigGroup, ConfigPage } from '../config-page.ts';
import { createdInWords } from '../plain-words.ts';
import { readCommandLine } from './command-line.ts';
import { groupOf, inWords, written } from './config-fact.ts';
import { healthFacts, platformFacts, runFacts } from './run-facts.ts';
import { environmentFact, labelFact, onBuildFact, portFact, volumeFact } from './setting-facts.ts';

/**
 * An image's config on one page for people: every setting as it will take effect, defaults of the engines included, with what it
 * means. Never throws; each group is bounded.
 * @param annotations of the manifest, which belong to the image but are no part of its config
 * @see OCI image-spec, config.md; Docker's own fields: DIALECTS.md §11
 */
export function readConfigPage(config: ConfigView, annotations: ReadonlyMap<string, string> = new Map()): ConfigPage {
  const { runs, notes } = readCommandLine(config);
  const { run } = config;
  const same = (fact: ConfigFact): ConfigFact => fact;
  const lastOfName = new Map(run.env.map((entry, i) => [variableName(entry), i]));
  const groups: ConfigGroup[] = [
    groupOf({ title: 'How it starts and ends', empty: '' }, runFacts(config), same),
    groupOf(
      {
        title: 'Ports',
        about:
          'Named for people and tools; this opens none. docker run -p 8080:80 opens one, -P all of these on free ports.',
        empty: 'No ports are named. The program may listen all the same: docker run -p opens any port.',
      },
      run.exposedPorts,
      portFact,
    ),
    groupOf(
      {
        title: 'Volumes',
        about:
          'Each gets a volume of its own. Where none is named at the start, Docker makes an anonymous one for every new container: it outlives the container, and takes space until it is deleted.',
        empty: 'No folders get a volume of their own: what the program writes is gone with its container.',
      },
      run.volumes,
      volumeFact,
    ),
    groupOf(
      {
        title: 'Environment',
        about: 'Variables that every container starts with, unless docker run -e gives others.',
        empty: 'No variables are set. Engines add PATH, HOME and HOSTNAME.',
      },
      run.env.map((entry, i) => ({ entry, i })),
      ({ entry, i }) => {
        const name = variableName(entry);
        return environmentFact(entry, name === '' || lastOfName.get(name) === i);
      },
    ),
    groupOf(
      {
        title: 'Health check',
        about: 'How Docker finds out whether a running container still works. Kubernetes does not read it.',
        empty: 'There is none: that the program runs is all that engines can tell.',
      },
      healthFacts(run.healthcheck, run.hasHealthcheck),
      same,
    ),
    groupOf(
      {
        title: 'Labels',
        about: 'In the config. They change nothing in how the image runs, but tools may read them.',
        empty: 'No labels.',
      },
      [...run.labels],
      ([name, value]) => labelFact(name, value, 'label'),
    ),
    groupOf(
      {
        title: 'Annotations',
        about:
          'In the manifest, beside the config. Labels are for the running container, these for whoever handles the files.',
        empty: 'No annotations in the manifest.',
      },
      [...annotations],
      ([name, value]) => labelFact(name, value, 'annotation'),
    ),
    groupOf(
      {
        title: 'For images built on this one',
        about: 'ONBUILD: these steps run first when another Dockerfile begins FROM this image.',
        empty: 'Nothing runs when another image is built on this one.',
      },
      run.onBuild,
      onBuildFact,
    ),
    groupOf({ title: 'Where it comes from', empty: '' }, originFacts(config), same),
  ];
  if (config.wrong.length > 0) groups.push(wrongGroup(config.wrong));
  return { runs, runsNotes: notes, groups };
}

/** Empty for an entry without one, which is no variable. */
const variableName = (entry: string): string => entry.replace(/=[^]*$/, '');

function originFacts(config: ConfigView): ConfigFact[] {
  const { created, author, comment, dockerVersion } = config;
  const facts = platformFacts(config);
  facts.push(
    created === null ? inWords('Created', 'Not said') : written('Created', created, { note: createdInWords(created) }),
  );
  facts.push(author ? written('Author', author) : inWords('Author', 'Not said'));
  if (comment) facts.push(written('Comment', comment));
  if (dockerVersion) facts.push(written('Docker version', dockerVersion, { note: 'Which Docker built it; a remark.' }));
  return facts;
}

const wrongGroup = (pointers: readonly string[]): ConfigGroup =>
  groupOf(
    {
      title: 'Could not be read',
      about:
        'These fields are of a type that the format does not allow. They are passed over here; engines may refuse the image.',
      empty: '',
    },
    pointers,
    (pointer) => written('Field', pointer),
  );
