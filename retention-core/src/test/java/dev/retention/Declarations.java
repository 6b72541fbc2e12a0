package dev.retention;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the sources say of parameters: their names, which class files do not keep, and whether they may be null, which class files
 * do not tell where the annotation is not on the class path.
 */
final class Declarations {
    private static final Pattern CALLABLE = Pattern.compile("(\\w+)(?:<[^()]*>)?\\(");
    private static final Pattern PARAMETER = Pattern.compile("(?s)((?:@\\w+\\s+)*)(\\w.*?)(?:\\.\\.\\.)?\\s+(\\w+)");

    /** A parameter as it is written. */
    record Named(String type, String name, boolean nullable) {
        private boolean fits(Class<?> erased) {
            String plain =
                    type.replaceAll("@Nullable ", "").replaceAll("(?s)<.*>", "").replaceAll(".*\\.", "");
            return plain.matches("[A-Z]\\d?") || plain.replace("[]", "").equals(plain(erased));
        }

        private static String plain(Class<?> type) {
            return type.isArray() ? plain(type.getComponentType()) : type.getSimpleName();
        }
    }

    private final Map<String, List<List<Named>>> declared = new HashMap<>();

    Declarations(String source) {
        String text = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
        Matcher callable = CALLABLE.matcher(text);
        while (callable.find()) {
            int end = close(text, callable.end());
            List<Named> parameters = parameters(text.substring(callable.end(), end));
            if (!parameters.isEmpty()) {
                declared.computeIfAbsent(callable.group(1) + "/" + parameters.size(), key -> new ArrayList<>())
                        .add(parameters);
            }
        }
    }

    /** What is written of a parameter of a public constructor or method; several if other overloads look alike. */
    List<Named> of(Executable door, int index) {
        String name =
                door instanceof Constructor<?> made ? made.getDeclaringClass().getSimpleName() : door.getName();
        Parameter[] parameters = door.getParameters();
        List<Named> found = declared.getOrDefault(name + "/" + parameters.length, List.of()).stream()
                .filter(all -> {
                    for (int i = 0; i < parameters.length; i++) {
                        if (!all.get(i).fits(parameters[i].getType())) {
                            return false;
                        }
                    }
                    return true;
                })
                .map(all -> all.get(index))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no declaration of " + door);
        }
        return found;
    }

    private static int close(String text, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0 && at < text.length()) {
            char c = text.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at - 1;
    }

    /** The parameters between two parentheses; none if these are not parameters. */
    private static List<Named> parameters(String inside) {
        List<Named> parameters = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at <= inside.length(); at++) {
            char c = at == inside.length() ? ',' : inside.charAt(at);
            depth += "<(".indexOf(c) >= 0 ? 1 : ">)".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                Matcher parameter = PARAMETER.matcher(inside.substring(from, at).strip());
                if (!parameter.matches()) {
                    return List.of();
                }
                parameters.add(new Named(
                        parameter.group(2),
                        parameter.group(3),
                        (parameter.group(1) + parameter.group(2)).matches("(?s)(?:@\\w+\\s+)*@Nullable.*")));
                from = at + 1;
            }
        }
        return parameters;
    }
}
