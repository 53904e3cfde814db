import com.google.gson.JsonObject;

public class Large {
    public static JsonObject main(JsonObject arguments) {
        JsonObject result = new JsonObject();
        result.addProperty("text", "a".repeat(arguments.get("size").getAsInt()));
        return result;
    }
}
