package dev.retention.examples.report.csv;

import dev.retention.jdbc.JdbcRow;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as the text of a file: a header, then a line for each, never more than one in memory. A value that is no text, such
 * as an array, ends the reading if its column is used; else it is whatever Java prints for it.
 */
final class QueryText extends InputStream {

    /** What stands for the name of a file in messages. */
    static final String NAME = "query";

    private final Iterator<JdbcRow> rows;
    private byte[] line = {};
    private int at;
    private @Nullable JdbcRow first;
    private boolean @Nullable [] used;
    private final Map<Integer, BadInputException> unreadable = new HashMap<>();

    /** @throws BadInputException if there is no row, and so no name of a column */
    QueryText(Iterable<JdbcRow> all) {
        rows = all.iterator();
        if (!rows.hasNext()) {
            throw new BadInputException(NAME + ": there are no rows");
        }
        JdbcRow row = rows.next();
        first = row;
        take(row.columns());
    }

    private void take(List<String> fields) {
        StringBuilder text = new StringBuilder();
        for (String each : fields) {
            text.append(text.length() == 0 ? "" : ",")
                    .append('"')
                    .append(each.replace("\"", "\"\""))
                    .append('"');
        }
        line = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        at = 0;
    }

    /** Goes on to the next line; false after the last. */
    private boolean advance() {
        JdbcRow row = first;
        first = null;
        if (row == null && !rows.hasNext()) {
            return false;
        }
        JdbcRow next = row == null ? rows.next() : row;
        take(IntStream.range(0, next.columns().size())
                .mapToObj(column -> text(next, column))
                .toList());
        return true;
    }

    /**
     * Says which columns are used, once the header has told.
     *
     * @throws BadInputException if a value of one of them that was read before is no text
     */
    void use(boolean[] columns) {
        used = columns.clone();
        unreadable.entrySet().stream()
                .filter(each -> columns[each.getKey()])
                .min(Map.Entry.comparingByKey())
                .ifPresent(each -> {
                    throw each.getValue();
                });
    }

    private String text(JdbcRow row, int column) {
        try {
            String text = row.text(column + 1);
            return text == null ? "" : text;
        } catch (IllegalArgumentException e) {
            if (used == null || used[column]) {
                BadInputException refused = new BadInputException(
                        NAME + ": row " + row.number() + ": " + Shown.oneLine(String.valueOf(e.getMessage()), 500), e);
                if (used != null) {
                    throw refused;
                }
                unreadable.putIfAbsent(column, refused);
            }
            Object value = row.value(column + 1, Object.class);
            return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == line.length && !advance()) {
            return -1;
        }
        int taken = Math.min(length, line.length - at);
        System.arraycopy(line, at, into, offset, taken);
        at += taken;
        return taken;
    }
}
