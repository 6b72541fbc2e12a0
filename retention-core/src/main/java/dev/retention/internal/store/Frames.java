package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Bytes in frames of bounded length, each with a checksum over its place and its content: what was cut off, changed, left out
 * or exchanged is noticed before it is read, and no length is believed beyond one frame.
 *
 * <p>A frame is its length as an int, so many bytes, and their CRC-32 as an int; one of length 0 ends the stream.
 */
final class Frames {
    private static final int LONGEST = 1 << 16;

    private Frames() {}

    private static int checksum(int frame, byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(frame >>> shift);
        }
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Writes frames. */
    static final class Out extends OutputStream {
        private final OutputStream target;
        private final byte[] frame = new byte[LONGEST];
        private int size;
        private int frames;

        Out(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            if (size == LONGEST) {
                writeFrame();
            }
            frame[size++] = (byte) value;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; ) {
                if (size == LONGEST) {
                    writeFrame();
                }
                int part = Math.min(length - done, LONGEST - size);
                System.arraycopy(bytes, from + done, frame, size, part);
                size += part;
                done += part;
            }
        }

        /** Writes what is left and the end. */
        void finish() throws IOException {
            if (size > 0) {
                writeFrame();
            }
            writeFrame();
            target.flush();
        }

        private void writeFrame() throws IOException {
            writeInt(size);
            target.write(frame, 0, size);
            writeInt(checksum(frames++, frame, size));
            size = 0;
        }

        private void writeInt(int value) throws IOException {
            target.write(new byte[] {
                (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value,
            });
        }
    }

    /** Reads frames. */
    static final class In extends InputStream {
        private final InputStream source;
        private final byte[] frame = new byte[LONGEST];
        private int at;
        private int size;
        private int frames;
        private boolean ended;

        In(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            return at < size || readFrame() ? frame[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == size && !readFrame()) {
                return -1;
            }
            int part = Math.min(length, size - at);
            System.arraycopy(frame, at, bytes, from, part);
            at += part;
            return part;
        }

        /** Reads the next frame; false at the end. */
        private boolean readFrame() throws IOException {
            if (ended) {
                return false;
            }
            int length = readInt();
            checkArgument(
                    length >= 0 && length <= LONGEST, "length of a frame (%s) must be at most %s", length, LONGEST);
            if (source.readNBytes(frame, 0, length) < length) {
                throw new EOFException("the bytes end inside a frame");
            }
            checkArgument(
                    readInt() == checksum(frames++, frame, length), "the checksum must match: the bytes were changed");
            at = 0;
            size = length;
            ended = length == 0;
            return !ended;
        }

        private int readInt() throws IOException {
            int value = 0;
            for (int i = 0; i < Integer.BYTES; i++) {
                int next = source.read();
                if (next < 0) {
                    throw new EOFException("the bytes end inside a frame");
                }
                value = value << 8 | next;
            }
            return value;
        }

        /** Refuses bytes after what was read. */
        void checkEnd() throws IOException {
            checkArgument(read() < 0 && source.read() < 0, "the bytes must end where the store ends");
        }
    }
}
