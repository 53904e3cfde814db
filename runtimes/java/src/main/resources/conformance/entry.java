import com.google.gson.JsonObject;

public class Entry {
    public static JsonObject niam(JsonObject arguments) {
        return arguments;
    }
}
