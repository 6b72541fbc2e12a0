package dev.retention.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes numbers and text as bytes, big-endian, numbers of variable length where they are mostly small. */
public final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ByteWriter putByte(byte value) {
        out.write(value);
        return this;
    }

    public ByteWriter putInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    public ByteWriter putRaw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    /** A number in groups of seven bits, the lowest first; negative ones take ten bytes. */
    public ByteWriter putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** A number of either sign, short if it is near 0. */
    public ByteWriter putZigzag(long value) {
        return putVarint((value << 1) ^ (value >> 63));
    }

    /** Text in UTF-8 after its length. */
    public ByteWriter putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return putVarint(bytes.length).putRaw(bytes);
    }

    /** All that was written, and a CRC-32 of it. */
    public byte[] withChecksum() {
        CRC32 crc = new CRC32();
        crc.update(out.toByteArray());
        putInt((int) crc.getValue());
        return out.toByteArray();
    }
}
