import com.google.gson.JsonObject;

public class Nothing {
    public static JsonObject main(JsonObject arguments) {
        return null;
    }
}
