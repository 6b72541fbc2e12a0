package dev.retention.examples.review;

import dev.retention.examples.report.MinimalJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks JSON against a schema by the keywords that the schemas in {@code docs} use; another keyword is refused. */
public final class SchemaWalker {

    private static final List<String> WORDS = List.of("$schema", "$defs", "title", "description");

    private final Map<?, ?> root;
    private final List<String> faults = new ArrayList<>();

    public SchemaWalker(Object schema) {
        root = (Map<?, ?>) schema;
    }

    /** What does not fit, a sentence each. */
    public List<String> faults(Object json) {
        check(root, json, "$");
        return faults;
    }

    private void check(Map<?, ?> schema, Object json, String at) {
        for (Map.Entry<?, ?> keyword : schema.entrySet()) {
            Object value = keyword.getValue();
            String name = (String) keyword.getKey();
            boolean fits = switch (name) {
                case "type" -> types(value).stream().anyMatch(type -> is(type, json));
                case "const" -> value.equals(json);
                case "enum" -> ((List<?>) value).contains(json);
                case "pattern" ->
                    !(json instanceof String text)
                            || Pattern.compile((String) value).matcher(text).find();
                case "minimum" -> !(json instanceof BigDecimal number) || number.compareTo((BigDecimal) value) >= 0;
                case "required" ->
                    !(json instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) value);
                case "anyOf" ->
                    ((List<?>) value)
                            .stream()
                                    .anyMatch(each -> new SchemaWalker(with((Map<?, ?>) each))
                                            .faults(json)
                                            .isEmpty());
                case "$ref" -> {
                    String target = ((String) value).replace("#/$defs/", "");
                    check((Map<?, ?>) ((Map<?, ?>) root.get("$defs")).get(target), json, at);
                    yield true;
                }
                case "items" -> {
                    if (json instanceof List<?> list) {
                        for (int i = 0; i < list.size(); i++) {
                            check((Map<?, ?>) value, list.get(i), at + "[" + i + "]");
                        }
                    }
                    yield true;
                }
                case "properties" -> {
                    if (json instanceof Map<?, ?> map) {
                        ((Map<?, ?>) value).forEach((key, of) -> {
                            if (map.containsKey(key)) {
                                check((Map<?, ?>) of, map.get(key), at + "." + key);
                            }
                        });
                    }
                    yield true;
                }
                case "additionalProperties" -> {
                    Map<?, ?> named = schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
                    if (value instanceof Map<?, ?> others && json instanceof Map<?, ?> map) {
                        map.forEach((key, each) -> {
                            if (!named.containsKey(key)) {
                                check(others, each, at + "." + key);
                            }
                        });
                        yield true;
                    }
                    yield !(json instanceof Map<?, ?> map) || named.keySet().containsAll(map.keySet());
                }
                default -> WORDS.contains(name);
            };
            if (!fits) {
                faults.add(at + ": " + name + " " + value);
            }
        }
    }

    /** A schema within this one, with the definitions of this one. */
    private Map<?, ?> with(Map<?, ?> schema) {
        Map<Object, Object> own = new LinkedHashMap<>(schema);
        own.put("$defs", root.get("$defs"));
        return own;
    }

    private static List<?> types(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }

    private static boolean is(Object type, Object json) {
        return switch ((String) type) {
            case "null" -> json == MinimalJson.NULL;
            case "string" -> json instanceof String;
            case "boolean" -> json instanceof Boolean;
            case "number" -> json instanceof BigDecimal;
            case "integer" ->
                json instanceof BigDecimal number && number.stripTrailingZeros().scale() <= 0;
            case "array" -> json instanceof List<?>;
            case "object" -> json instanceof Map<?, ?>;
            default -> throw new IllegalArgumentException(String.valueOf(type));
        };
    }
}
