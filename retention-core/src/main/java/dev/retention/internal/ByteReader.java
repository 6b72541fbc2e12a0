package dev.retention.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Reads what {@link ByteWriter} wrote, from strangers too: every length is held against the bytes that are there before anything
 * is allocated, and nothing but an {@link IllegalArgumentException} is thrown.
 */
public final class ByteReader {
    private static final int CHECKSUM_BYTES = 4;

    private final ByteBuffer in;
    private final String what;

    private ByteReader(ByteBuffer in, String what) {
        this.in = in;
        this.what = what;
    }

    /** A reader of bytes that end with a checksum, which is verified here. */
    public static ByteReader checked(byte[] bytes, String what) {
        requireNonNull(bytes, "bytes");
        int length = bytes.length - CHECKSUM_BYTES;
        checkArgument(length >= 0, "bytes (%s of them) end inside %s", bytes.length, what);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        checkArgument(
                ByteBuffer.wrap(bytes).getInt(length) == (int) crc.getValue(),
                "bytes are %s that is damaged, or none: the checksum does not fit",
                what);
        return new ByteReader(ByteBuffer.wrap(bytes, 0, length), what);
    }

    private void need(int bytes) {
        checkArgument(in.remaining() >= bytes, "bytes (%s of them) end inside %s", in.limit(), what);
    }

    public byte getByte() {
        need(1);
        return in.get();
    }

    public int getInt() {
        need(4);
        return in.getInt();
    }

    public byte[] getRaw(int length) {
        need(length);
        byte[] raw = new byte[length];
        in.get(raw);
        return raw;
    }

    public long getVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = getByte();
            checkArgument(shift < 63 || (next & 0x7E) == 0, "bytes hold a number of more than 64 bits");
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("bytes hold a number of more than 64 bits");
    }

    public long getZigzag() {
        long value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** How many things follow, each of some bytes at least. */
    public int getCount(int bytesOfEach) {
        long count = getVarint();
        checkArgument(
                count >= 0 && count <= in.remaining() / bytesOfEach,
                "bytes tell of %s entries, of which %s bytes are there",
                count,
                in.remaining());
        return (int) count;
    }

    /** A number up to a limit. */
    public int getSize(int limit) {
        long size = getVarint();
        checkArgument(size >= 0 && size <= limit, "bytes tell of a size of %s, at most %s is possible", size, limit);
        return (int) size;
    }

    public String getText() {
        byte[] bytes = getRaw(getCount(1));
        String text = new String(bytes, StandardCharsets.UTF_8);
        checkArgument(Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)), "bytes hold text that is not UTF-8");
        return text;
    }

    public void checkEnd() {
        checkArgument(!in.hasRemaining(), "bytes go on after %s: %s more", what, in.remaining());
    }
}
