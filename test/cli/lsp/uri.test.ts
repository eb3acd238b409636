import { describe, expect, test } from 'vitest'
import { nameOfUri, pathOfUri, uriOfName } from '../../../src/cli/lsp/uri.ts'

describe('a URI', () => {
  // biome-ignore format: table
  test.each([
    ['file:///home/me/a.uh',                '/home/me/a.uh'],
    ['file:///home/me/my%20policies/a.uh',  '/home/me/my policies/a.uh'],
    ['file:///home/me/caf%C3%A9%23.uh',     '/home/me/café#.uh'],
    ['file://localhost/a.uh',               '/a.uh'],
    ['file:///c%3A/Users/me/a.uh',          'c:/Users/me/a.uh'],
    ['file:///C:/Users/me/a.uh',            'c:/Users/me/a.uh'],
    ['FILE:///C:/a.uh',                     'c:/a.uh'],
    ['file://server/share/a.uh',            '//server/share/a.uh'],
    ['file:///a.uh?x#y',                    '/a.uh'],
    ['file:///a%zz.uh',                     undefined],
    ['file:a.uh',                           undefined],
    ['untitled:Untitled-1',                 undefined],
    ['git:/home/me/a.uh?ref=main',          undefined],
    ['',                                    undefined],
  ])('%s names %s', (uri, path) => {
    expect(pathOfUri(uri)).toBe(path)
    expect(nameOfUri(uri)).toBe(path ?? uri)
  })

  // biome-ignore format: table
  test.each([
    ['/home/me/my policies/a.uh',  'file:///home/me/my%20policies/a.uh'],
    ['c:/Users/me/a.uh',           'file:///c%3A/Users/me/a.uh'],
    ['//server/share/a.uh',        'file://server/share/a.uh'],
    ['untitled:Untitled-1',        'untitled:Untitled-1'],
  ])('of %s is %s', (name, uri) => {
    expect(uriOfName(name)).toBe(uri)
    expect(nameOfUri(uri)).toBe(name)
  })
})
