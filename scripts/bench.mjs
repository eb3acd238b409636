/**
 * Bundles and runs the benchmarks, one after the other.
 *
 *     npm run bench                  all of them but the soak, which takes ten minutes
 *     npm run bench -- compile       those named
 */

import { spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
/** Files that the benchmarks share, and that are none themselves. */
const PARTS = new Set(['harness.ts', 'chat-body.ts', 'decide-scene.ts', 'trace-scene.ts'])

/** Run where they are named. */
const LONG = new Set(['soak'])

const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

const found = (await readdir(join(ROOT, 'bench')))
  .filter((file) => file.endsWith('.ts') && !PARTS.has(file))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort()
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !found.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark \`${unknown[0]}\`; there are ${found.join(', ')}`)
  process.exit(2)
}

for (const name of wanted.length > 0 ? wanted : found.filter((each) => !LONG.has(each))) {
  const outfile = join(ROOT, 'bench/results', `${name}.mjs`)
  await build({
    absWorkingDir: ROOT,
    entryPoints: [`bench/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // CommonJS that is bundled asks for parts of Node in its own way.
    banner: { js: REQUIRE },
    logLevel: 'warning',
  })
  console.log(`\n${name}`)
  // A missed budget is shown in the table and fails the run; the other benchmarks still run.
  const { status } = spawnSync(process.execPath, [outfile], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
