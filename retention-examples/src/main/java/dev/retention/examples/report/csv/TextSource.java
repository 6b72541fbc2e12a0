package dev.retention.examples.report.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file. The character set is the user's, or else told by the byte order mark or by the zero bytes of
 * UTF-16; without either it is UTF-8. Bytes that are no characters become {@link #DAMAGED}, to be refused where they
 * matter. What is no text at all is named.
 */
final class TextSource implements Closeable {

    /** What stands for bytes that are not of the character set. */
    static final char DAMAGED = '\uFFFD';

    /** Far more than any header needs, and enough lines to learn from how dates and amounts are written. */
    static final int HEAD_CHARS = 1 << 20;

    private static final int SNIFFED = 1 << 12;

    private final Counting bytes;
    private final BufferedReader reader;
    private final Charset charset;
    private final boolean recognised;

    private TextSource(Counting bytes, BufferedReader reader, Charset charset, boolean recognised) {
        this.bytes = bytes;
        this.reader = reader;
        this.charset = charset;
        this.recognised = recognised;
    }

    /**
     * Looks at the first bytes and sets a reader up.
     *
     * @param name the file's name, for messages
     * @param in the bytes, which the result closes
     * @param stated the character set that the user named, if any
     * @throws BadInputException if the bytes are a workbook, an archive or a page
     */
    static TextSource open(String name, InputStream in, @Nullable Charset stated) throws IOException {
        Counting bytes = new Counting(in);
        BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
        buffered.mark(SNIFFED);
        byte[] first = buffered.readNBytes(SNIFFED);
        buffered.reset();
        refuseWhatIsNoText(name, first);
        Charset found = stated == null ? recognised(first) : null;
        Charset charset = stated != null ? stated : found != null ? found : StandardCharsets.UTF_8;
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        buffered,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                HEAD_CHARS);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return new TextSource(bytes, reader, charset, found != null);
    }

    private static void refuseWhatIsNoText(String name, byte[] first) {
        if (startsWith(first, 'P', 'K', 3, 4)) {
            throw new BadInputException(
                    name + ": an Excel workbook, or another archive; save it as CSV (UTF-8) and give that file");
        }
        if (startsWith(first, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new BadInputException(
                    name + ": an Excel workbook of the old kind; save it as CSV (UTF-8) and give that file");
        }
        if (startsWith(first, 0x1F, 0x8B)) {
            throw new BadInputException(name + ": compressed with gzip; unpack it and give the CSV file");
        }
        if (startsWith(first, '%', 'P', 'D', 'F')) {
            throw new BadInputException(name + ": a PDF; export the orders as CSV");
        }
        String text = new String(first, 0, Math.min(first.length, 200), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<?xml")) {
            throw new BadInputException(name + ": a web page or XML, not CSV; export the orders as CSV");
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Charset recognised(byte[] first) {
        if (startsWith(first, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(first, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2];
        for (int i = 0; i < first.length; i++) {
            if (first[i] == 0) {
                zeros[i & 1]++;
            }
        }
        int half = first.length / 2;
        if (half > 8 && zeros[1] > half * 2 / 3 && zeros[0] < half / 10) {
            return StandardCharsets.UTF_16LE;
        }
        if (half > 8 && zeros[0] > half * 2 / 3 && zeros[1] < half / 10) {
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    /** The text's beginning, which stays to be read. */
    String head() throws IOException {
        reader.mark(HEAD_CHARS);
        char[] chars = new char[HEAD_CHARS];
        int length = 0;
        for (int n; length < chars.length && (n = reader.read(chars, length, chars.length - length)) > 0; ) {
            length += n;
        }
        reader.reset();
        return new String(chars, 0, length);
    }

    BufferedReader reader() {
        return reader;
    }

    Charset charset() {
        return charset;
    }

    /** Whether the character set was told from the bytes. */
    boolean isRecognised() {
        return recognised;
    }

    /** How many bytes were taken from the file so far. */
    long bytesRead() {
        return bytes.count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Counts what is read. */
    private static final class Counting extends FilterInputStream {

        private long count;

        Counting(InputStream in) {
            super(in);
        }

        /** Nothing is known to be there: pipes cannot tell, and some refuse to be asked. */
        @Override
        public int available() {
            return 0;
        }

        @Override
        public int read() throws IOException {
            int c = in.read();
            if (c >= 0) {
                count++;
            }
            return c;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = in.read(into, offset, length);
            if (n > 0) {
                count += n;
            }
            return n;
        }
    }
}
