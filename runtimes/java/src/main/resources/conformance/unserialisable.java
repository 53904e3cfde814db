import com.google.gson.JsonObject;

public class Unserialisable {
    public static JsonObject main(JsonObject arguments) {
        if (arguments.has("odd")) {
            arguments.addProperty("number", Double.NaN);
        }
        return arguments;
    }
}
