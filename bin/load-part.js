/*
 * The parts of the command line are scripts, and what V8 makes of one is kept in `dist/cache` from
 * its first run on: reading that takes a fraction of the time that compiling the text does.
 *
 * From 22.1 on Node keeps it when asked to; for earlier ones the same is done here. Where the
 * folder cannot be written, a part is compiled anew each time. As Node does, this leaves it when
 * NODE_DISABLE_COMPILE_CACHE is set.
 *
 * A file of the cache is a checksum of the rest, the text of the part, and the code:
 *
 *     crc32 (4 bytes) | text | code
 *
 * V8 refuses the code of another version or for other flags. It would run damaged code, and that
 * of another text of the same length, hence the checksum and the text.
 */

const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { enableCompileCache } = require('node:module')
const { join } = require('node:path')
const { Script } = require('node:vm')
const { crc32 } = require('node:zlib')

const DIST = join(__dirname, '../dist')
const CACHE = join(DIST, 'cache')

/**
 * What a part exports.
 *
 * @param {string} name of its file in `dist`, without the ending.
 */
exports.loadPart = (name) => {
  const file = join(DIST, `${name}.cjs`)
  if (process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) return require(file)
  if (enableCompileCache === undefined) return requireKept(name, file)
  enableCompileCache(CACHE)
  return require(file)
}

const loaded = new Map()

/** As `require(file)`, but with the code that is kept. */
function requireKept(name, file) {
  const before = loaded.get(file)
  if (before !== undefined) return before.exports
  const module = { exports: {} }
  loaded.set(file, module)
  const kept = join(CACHE, `${name}-${process.version}-${process.arch}`)
  scriptOf(file, kept).runInThisContext()(module.exports, require, module, file, DIST)
  return module.exports
}

function scriptOf(file, kept) {
  const text = readFileSync(file)
  const source = `(function (exports, require, module, __filename, __dirname) { ${text.latin1Slice()}\n})`
  const script = new Script(source, { filename: file, cachedData: codeFor(text, kept) })
  // At the end of the run, since a function is compiled when it is first called.
  if (script.cachedDataRejected !== false) {
    process.once('exit', () => keep(Buffer.concat([text, script.createCachedData()]), kept))
  }
  return script
}

function codeFor(text, kept) {
  try {
    const file = readFileSync(kept)
    const rest = file.subarray(4)
    const isSound =
      file.readUInt32LE() === crc32(rest) && rest.subarray(0, text.length).equals(text)
    return isSound ? rest.subarray(text.length) : undefined
  } catch {
    return undefined
  }
}

/** Puts the file into its place in one step, since another process may be about to read it. */
function keep(rest, kept) {
  const draft = `${kept}-${process.pid}`
  try {
    mkdirSync(CACHE, { recursive: true })
    const checksum = Buffer.alloc(4)
    checksum.writeUInt32LE(crc32(rest))
    writeFileSync(draft, Buffer.concat([checksum, rest]))
    renameSync(draft, kept)
  } catch {
    rmSync(draft, { force: true })
  }
}
