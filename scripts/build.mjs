/**
 * Builds `dist/`: the command line as scripts and the library as ES modules, with everything they
 * need in them, the types, and the licences of what was bundled.
 *
 *     node scripts/build.mjs            everything
 *     node scripts/build.mjs --bundles  without the types, which take the longest
 */

import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const DIST = join(ROOT, 'dist')

const SHARED = {
  absWorkingDir: ROOT,
  outdir: DIST,
  bundle: true,
  format: 'esm',
  target: 'node20',
  charset: 'ascii', // V8 then holds a character in a byte, and reads the file twice as fast.
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
}

/**
 * The parts of the command line: each is one file that is read when it is needed, and whole. They
 * are scripts, since only of those an older Node can keep what it compiled: see `bin/load-part.js`.
 */
const PARTS = {
  cli: 'src/cli/run.ts',
  ...Object.fromEntries(
    [
      'compiling',
      'building',
      'linting',
      'policies',
      'decisions',
      'claims',
      'routing',
      'traces',
      'catalogs',
      'terms',
      'tool',
      'editors',
      'traces',
    ].map((topic) => [
      `cli-${topic}`,
      `src/cli/topics/${topic}.ts`,
    ]),
  ),
  'cli-failure': 'src/cli/report-failure.ts',
  'cli-yaml-documents': 'src/cli/yaml-documents.ts',
  'cli-trace-worker': 'src/cli/trace/worker.ts',
  'cli-built-in-catalog': 'src/catalog/built-in.ts',
}

const withTypes = !process.argv.includes('--bundles')
await mkdir(DIST, { recursive: true })
for (const name of await readdir(DIST)) {
  if (withTypes || name !== 'types') await rm(join(DIST, name), { recursive: true })
}
const bundles = await Promise.all([
  ...Object.entries(PARTS).map(([name, entry]) =>
    build({
      ...SHARED,
      platform: 'node',
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      supported: { 'dynamic-import': false },
      define: { 'import.meta.dirname': '__dirname' },
      entryPoints: { [name]: entry },
      minify: true,
      alias: {
        // The build of yaml for Node is CommonJS, and slower to load than the one for the rest.
        yaml: './node_modules/yaml/browser/index.js',
        // As an ES module it asks for the address of its file, which a script does not have.
        tinyglobby: './node_modules/tinyglobby/dist/index.cjs',
      },
      plugins: [jsonAsText(), agentAlone(), partsApart()],
    }),
  ),
  // Neutral: an import of `node:` on the way to a library entry fails the build, but for `node.ts`.
  build({
    ...SHARED,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    entryPoints: {
      index: 'src/index.ts',
      node: 'src/node.ts',
      builder: 'src/builder/index.ts',
      ...Object.fromEntries(['ir', 'decide', 'analyze'].map((name) => [name, `src/${name}/index.ts`])),
    },
    splitting: true,
    chunkNames: 'lib-[hash]',
    minifySyntax: true,
    plugins: [jsonAsText(), filesOfNode()],
  }),
  // The entries that need Node: to hash and sign traces, and for sockets, files and the clock.
  build({
    ...SHARED,
    platform: 'node',
    mainFields: ['module', 'main'],
    entryPoints: { trace: 'src/trace/index.ts' },
    minifySyntax: true,
    plugins: [jsonAsText()],
  }),
  build({
    ...SHARED,
    platform: 'node',
    mainFields: ['module', 'main'],
    entryPoints: { router: 'src/route/index.ts' },
    minifySyntax: true,
    // What undici asks of Node, it asks as a script does.
    banner: {
      js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
    },
    plugins: [jsonAsText(), agentAlone()],
  }),
])
await checkAscii(bundles.flatMap(({ metafile }) => Object.keys(metafile.outputs)))
await writeFile(join(DIST, 'THIRD-PARTY.txt'), await licences(packagesIn(bundles)))
await copyFile(join(ROOT, 'src/cli/config/schema.json'), join(DIST, 'config.schema.json'))
await copyFile(join(ROOT, 'src/catalog/catalog.schema.json'), join(DIST, 'catalog.schema.json'))
await copyFile(join(ROOT, 'src/trace/trace.schema.json'), join(DIST, 'trace.schema.json'))
if (withTypes) emitTypes()

/**
 * Makes a dynamic import of one part from another load its file, through `bin/load-part.js`. Code
 * that several parts need is in each of them: a start reads two or three files, not forty small
 * shared ones.
 */
function partsApart() {
  const files = new Map(Object.entries(PARTS).map(([name, entry]) => [join(ROOT, entry), name]))
  return {
    name: 'parts-apart',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.ts$/ }, ({ path, kind, resolveDir }) => {
        const part = kind === 'dynamic-import' ? files.get(resolve(resolveDir, path)) : undefined
        return part === undefined ? undefined : { path: part, namespace: 'part' }
      })
      onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
        contents: `module.exports = require('../bin/load-part.js').loadPart('${path}')`,
      }))
      onResolve({ filter: /load-part\.js$/ }, ({ path }) => ({ path, external: true }))
    },
  }
}

/** Scripts are read a byte a character: whatever else is in them would read as something else. */
async function checkAscii(paths) {
  for (const path of paths.filter((each) => each.endsWith('.cjs'))) {
    const bytes = await readFile(join(ROOT, path))
    const at = bytes.findIndex((byte) => byte > 127)
    if (at < 0) continue
    const near = bytes.subarray(Math.max(0, at - 60), at + 20).toString()
    throw new Error(`${path} is not ASCII (a tagged template cannot be escaped) near: ${near}`)
  }
}

/** JSON that is parsed when it is first used loads faster than the same as an object literal. */
function jsonAsText() {
  return {
    name: 'json-as-text',
    setup({ onLoad }) {
      onLoad({ filter: /\.json$/ }, async ({ path }) => {
        const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')))
        return { contents: `export default /* @__PURE__ */ JSON.parse(${JSON.stringify(text)})`, loader: 'js' }
      })
    },
  }
}

/** Lets the list for Node, and nothing else, import what only Node has. */
function filesOfNode() {
  const only = join(ROOT, 'src/node.ts')
  return {
    name: 'files-of-node',
    setup({ onResolve }) {
      onResolve({ filter: /^node:/ }, ({ path, importer }) =>
        importer === only ? { path, external: true } : undefined,
      )
    },
  }
}

/**
 * Takes of undici the one class that is used: the whole is more than twice as long, and where it is
 * loaded it puts itself behind the `fetch` of the whole program, which may be somebody else's.
 */
function agentAlone() {
  return {
    name: 'agent-alone',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'agent' }))
      onLoad({ filter: /./, namespace: 'agent' }, () => ({
        contents: "exports.Agent = require('./node_modules/undici/lib/dispatcher/agent.js')",
        resolveDir: ROOT,
      }))
    },
  }
}

/** The folders of the packages of which something was bundled, in order of their names. */
function packagesIn(results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs))
  const folders = inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? [])
  return [...new Set(folders)].sort()
}

async function licences(folders) {
  const texts = await Promise.all(folders.map(licence))
  return `What is bundled in these files, and under which terms.\n\n${texts.join('\n')}`
}

async function licence(folder) {
  const place = join(ROOT, folder)
  const { name, version, license } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'))
  const files = (await readdir(place)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(place, file), 'utf8')))
  const rule = '-'.repeat(80)
  return `${rule}\n${name} ${version} (${license})\n${rule}\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`
}

function emitTypes() {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}
