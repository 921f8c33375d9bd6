import fc from 'fast-check';
import { sha256Hex } from '#kernel';
import { nativeSha256 } from './native-sha256';

it('the native SHA-256 says of any parts what the kernel says', () => {
  const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 200 }));
  fc.assert(fc.property(fc.array(part), (parts) => nativeSha256(...parts) === sha256Hex(...parts)));
});
