/**
 * Makes what the examples under `docs/examples` hold of recorded traffic. Running it again gives
 * the same records; a test says when they are out of date.
 *
 *     npm run examples
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { loadCatalog } from '../src/catalog/index.ts'
import { lastMonth } from './last-month.ts'

const folder = 'docs/examples/ci-gate'
const { value: catalog } = loadCatalog(readFileSync(`${folder}/catalog.yaml`, 'utf8'))
if (catalog === undefined) throw new Error('the catalog of the example cannot be read')
const name = 'policies/answers.uh'
const text = readFileSync(`${folder}/${name}`, 'utf8')
const path = `${folder}/traces/2026-11.jsonl.gz`
writeFileSync(path, gzipSync(await lastMonth({ catalog, policies: { name, text } }), { level: 9 }))
console.log(path)
