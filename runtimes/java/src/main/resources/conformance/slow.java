import com.google.gson.JsonObject;

public class Slow {
    public static JsonObject main(JsonObject arguments) throws Exception {
        Thread.sleep(150);
        return arguments;
    }
}
