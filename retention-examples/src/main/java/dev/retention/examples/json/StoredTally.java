package dev.retention.examples.json;

import dev.retention.rule.Rule;
import dev.retention.rule.Tally;
import dev.retention.sheet.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tally as JSON keeps it.
 *
 * @param definition what was counted, in words
 * @param bytes the tally's bytes in Base64
 */
public record StoredTally(String definition, String bytes) {

    /** A tally to be kept. */
    public static StoredTally of(Tally<?> tally) {
        return new StoredTally(tally.definition(), Base64.getEncoder().encodeToString(tally.toBytes()));
    }

    /** The tally again, by the rule that counted it; that of another rule is refused. */
    public <C> Tally<C> by(Rule<C> rule) {
        return Tally.fromBytes(rule, Base64.getDecoder().decode(bytes));
    }

    String toJson() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("definition", definition);
        members.put("bytes", bytes);
        return Json.of(members);
    }
}
