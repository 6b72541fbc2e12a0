package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the input was read, and what looks odd in it.
 *
 * @param text one line: which columns, what counts, whose days, how many lines and why some were left out
 * @param preset the name of the preset by which it was read, if any
 * @param lines how many lines it has after its header
 * @param merged how many of them are further lines of an order
 * @param refunds how many amounts below 0 were taken for refunds and left out
 * @param refunded what those come to, 0 or below
 * @param notes what looks odd, which changes no figure
 */
public record HowRead(
        String text,
        Optional<String> preset,
        long lines,
        long merged,
        long refunds,
        BigDecimal refunded,
        List<Note> notes) {

    public HowRead {
        notes = List.copyOf(notes);
    }

    /** The same, with what looks odd in the files of service beside it. */
    public HowRead with(List<ServiceFigures.File> files) {
        List<Note> all = new ArrayList<>(notes);
        files.forEach(file -> all.addAll(file.notes()));
        return new HowRead(text, preset, lines, merged, refunds, refunded, all);
    }

    /**
     * Something that looks odd.
     *
     * @param kind what it is, for programs
     * @param message one sentence, for people
     * @param count how many lines, keys or days are concerned
     * @param firstLines the numbers of the first few lines concerned; empty where it is no matter of lines
     */
    public record Note(String kind, String message, long count, List<Long> firstLines) {

        public Note {
            firstLines = List.copyOf(firstLines);
        }
    }
}
