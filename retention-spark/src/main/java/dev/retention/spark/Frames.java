package dev.retention.spark;

import dev.retention.history.HistoryStore;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A store inside a longer stream: in frames of at most 64 KiB, each behind its length, and a length of 0 at the end. */
final class Frames {
    private static final int MOST = 1 << 16;

    private Frames() {}

    static <K> void write(KeyType key, HistoryStore<K> store, DataOutput out) throws IOException {
        out.writeUTF(key.name());
        OutputStream frames = new BufferedOutputStream(new Writing(out), MOST);
        store.writeTo(frames, key.codec());
        frames.flush();
        out.writeInt(0);
    }

    static KeyType readKey(DataInput in) throws IOException {
        return KeyType.valueOf(in.readUTF());
    }

    static <K> HistoryStore<K> readStore(KeyType key, DataInput in) throws IOException {
        Reading frames = new Reading(in);
        HistoryStore<K> store = HistoryStore.readFrom(frames, key.codec());
        frames.skipToEnd();
        return store;
    }

    private static final class Writing extends OutputStream {
        private final DataOutput out;

        Writing(DataOutput out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int at = 0; at < length; at += MOST) {
                int size = Math.min(MOST, length - at);
                out.writeInt(size);
                out.write(bytes, from + at, size);
            }
        }
    }

    private static final class Reading extends InputStream {
        private final DataInput in;
        private final byte[] frame = new byte[MOST];
        private int at;
        private int end;
        private boolean ended;

        Reading(DataInput in) {
            this.in = in;
        }

        /** Whether a byte is left, of the next frame if this one is read. */
        private boolean hasMore() throws IOException {
            if (at == end && !ended) {
                at = 0;
                end = in.readInt();
                ended = end == 0;
                if (end < 0 || end > MOST) {
                    throw new IOException("a frame of a store is said to have " + end + " bytes");
                }
                in.readFully(frame, 0, end);
            }
            return !ended;
        }

        void skipToEnd() throws IOException {
            while (hasMore()) {
                at = end;
            }
        }

        @Override
        public int read() throws IOException {
            return hasMore() ? frame[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!hasMore()) {
                return -1;
            }
            int size = Math.min(length, end - at);
            System.arraycopy(frame, at, bytes, from, size);
            at += size;
            return size;
        }
    }
}
