package org.whirl.runtime.java.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonSyntaxException;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;

/** JSON in and out, by the letter: Gson's own defaults take and write more than that. */
final class Json {
    private static final int MOST_NESTING = 1000;

    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();
    private static final TypeAdapter<JsonElement> ELEMENTS = GSON.getAdapter(JsonElement.class);

    private Json() {}

    /** Reads one value; fails with a reason. */
    static JsonElement read(InputStream body) throws IOException {
        JsonReader reader = new JsonReader(new InputStreamReader(body, UTF_8));
        reader.setNestingLimit(MOST_NESTING);
        JsonElement value = ELEMENTS.read(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new JsonSyntaxException("there is more than one value");
        }
        return value;
    }

    /** Writes what an action returned; fails on numbers that JSON cannot express. */
    static byte[] write(JsonElement value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer text = new OutputStreamWriter(bytes, UTF_8)) {
            ELEMENTS.write(new JsonWriter(text), value);
        }
        return bytes.toByteArray();
    }

    /** JSON as maps and lists. */
    static Object toPlain(JsonElement value) {
        return GSON.fromJson(value, Object.class);
    }

    /** Maps and lists as JSON. */
    static JsonElement fromPlain(Object value) {
        return GSON.toJsonTree(value);
    }
}
