package dev.retention.sheet;

import static com.google.common.base.Preconditions.checkArgument;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records by their components. */
final class RecordParts {
    /** A type that mentions the house's name for the type of customers' keys. */
    private static final Pattern KEYS = Pattern.compile("(^|.*[<, ])K([>,\\[ ].*|$)");

    private RecordParts() {}

    /** The components by name; a component that holds customers' keys is told first. */
    static Map<String, @Nullable Object> of(Record record, Consumer<String> keys) {
        Class<?> type = record.getClass();
        checkArgument(
                type.getName().startsWith("dev.retention.") && Modifier.isPublic(type.getModifiers()),
                "value must be a public record of this library, not a %s",
                type.getName());
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (holdsKeys(component.getGenericType())) {
                keys.accept("customers' keys, as " + type.getName() + "." + component.getName() + " does");
            }
            try {
                members.put(component.getName(), component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException(
                        "value must be a record whose components can be read, not a " + type.getName(), e);
            }
        }
        return members;
    }

    private static boolean holdsKeys(Type type) {
        return KEYS.matcher(type.getTypeName()).matches();
    }
}
