package dev.retention.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.sheet.Sheet.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a reader of CSV by RFC 4180 makes of a sheet is what the sheet holds. */
class SheetProperties {
    private record Row(String text, String other, double number) {}

    @Property(tries = 500)
    void csvReadsBack(@ForAll("rows") List<Row> rows) {
        String csv = Sheet.of("Rows", rows)
                .column("text", Kind.LABEL, Row::text)
                .column("=other", Kind.LABEL, Row::other)
                .column("number", Kind.NUMBER, Row::number)
                .build()
                .toCsv();
        List<List<String>> read = read(csv);
        assertThat(read).hasSize(rows.size() + 1);
        assertThat(read.get(0)).containsExactly("text", "'=other", "number");
        for (int i = 0; i < rows.size(); i++) {
            List<String> line = read.get(i + 1);
            assertThat(plain(line.get(0))).isEqualTo(rows.get(i).text);
            assertThat(plain(line.get(1))).isEqualTo(rows.get(i).other);
            assertThat(Double.parseDouble(line.get(2)) + 0.0).isEqualTo(rows.get(i).number + 0.0);
            assertThat(line.subList(0, 2))
                    .allSatisfy(each -> assertThat(each).doesNotMatch("(?s)(\\p{Z}*[=+\\-@]|[\t\r\n]).*"));
        }
    }

    @Property(tries = 500)
    void everyLineOfTextIsARow(@ForAll("rows") List<Row> rows) {
        String text = Sheet.of("Rows", rows)
                .column("text", Kind.LABEL, Row::text)
                .column("number", Kind.NUMBER, Row::number)
                .build()
                .toText();
        assertThat(text.split("\n", -1)).hasSize(rows.size() + 3);
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("ab ,;\"'=+-@\t\r\n\u00a0\ufeff\u202e\u00fc\ud83d\ude00|")
                .ofMaxLength(6);
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.doubles(), Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e21, 1e-21));
        return Combinators.combine(texts, texts, numbers).as(Row::new).list().ofMaxSize(8);
    }

    private static String plain(String field) {
        return field.startsWith("'") && Sheet.guarded(field.substring(1)).equals(field) ? field.substring(1) : field;
    }

    /** A reader after RFC 4180 alone. */
    private static List<List<String>> read(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                line.add(field.toString());
                field.setLength(0);
            } else if (c == '\r') {
                assertThat(csv.charAt(++i)).isEqualTo('\n');
                line.add(field.toString());
                field.setLength(0);
                lines.add(List.copyOf(line));
                line.clear();
            } else {
                field.append(c);
            }
        }
        return lines;
    }
}
