package dev.retention.examples.report;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.csv.CsvService;
import dev.retention.examples.report.csv.DataNote;
import dev.retention.examples.report.csv.ServiceOptions;
import dev.retention.examples.report.csv.ServiceRow;
import dev.retention.examples.report.figures.HowRead;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which kinds of the tickets that were read are complaints, and what to say where there are none. */
final class ComplaintKinds {

    /** So many kinds are told. */
    private static final int TOLD = 10;

    private final ServiceOptions asked;
    private boolean none;

    ComplaintKinds(ServiceOptions asked) {
        this.asked = asked;
    }

    /**
     * What to say of a file in which a kind of complaint does not occur.
     *
     * @throws BadInputException if no ticket is of a kind that the user names
     */
    Optional<HowRead.Note> notes(CsvService file, List<ServiceRow> tickets) {
        Map<String, Long> kinds = new TreeMap<>();
        tickets.forEach(row -> kinds.merge(row.shown("kind"), 1L, Long::sum));
        Set<String> missing = new HashSet<>(asked.complaintKinds());
        missing.removeAll(kinds.keySet());
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        none = missing.size() == asked.complaintKinds().size();
        String words = file.name() + ": no ticket is of kind "
                + asked.complaintKinds().stream().filter(missing::contains).collect(Collectors.joining(" or "))
                + "; the kinds there are "
                + kinds.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                        .limit(TOLD)
                        .map(each -> each.getKey() + String.format(Locale.ROOT, " %,d", each.getValue()))
                        .collect(Collectors.joining(", "))
                + (kinds.size() > TOLD ? " and others" : "");
        String advice = "name those that are complaints with --complaint-kinds KINDS";
        if (none && asked.namesComplaintKinds()) {
            throw new BadInputException(words + ": " + advice);
        }
        return Optional.of(new HowRead.Note(
                DataNote.Kind.NO_COMPLAINTS.name(),
                words + (none ? ", so that nothing is said of complaints: " + advice : ""),
                0,
                List.of()));
    }

    /** The kinds that are complaints; none if no ticket is of them. */
    List<String> there() {
        return none ? List.of() : asked.complaintKinds();
    }
}
