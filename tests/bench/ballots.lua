-- wrk: every request another respondent's ballot. BENCH_TOKENS: file, a token a line; BENCH_KIND: json, form, page or
-- survey (entrance, page, answers in turn); BENCH_PAUSE: milliseconds a connection rests on average before its next request.
local kind, pause = os.getenv("BENCH_KIND"), tonumber(os.getenv("BENCH_PAUSE"))
local threads, tokens, at, step = 0, {}, 0, 0
local head = "Host: 127.0.0.1\r\nAccept-Language: de,en;q=0.8\r\n"

function setup(thread)
   thread:set("number", threads)
   threads = threads + 1
end

function init()
   local line = 0
   for token in io.lines(os.getenv("BENCH_TOKENS")) do
      if line % 2 == number % 2 then tokens[#tokens + 1] = token end
      line = line + 1
   end
   math.randomseed(number + 1)
end

local function post(path, type, body)
   return "POST " .. path .. " HTTP/1.1\r\n" .. head .. "Content-Type: " .. type .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

local function next_token()
   at = at % #tokens + 1
   return tokens[at]
end

-- 55 sheets, made once: the client shares the processors with what it measures.
local function sheets(separator, format, first)
   local all = {}
   for sheet = 1, 55 do
      local list = { string.format(first, sheet % 11) }
      for i = 1, 19 do list[#list + 1] = string.format(format, i, (sheet * 7 + i * i) % 5 + 1) end
      all[sheet] = table.concat(list, separator)
   end
   return all
end

local url = "application/x-www-form-urlencoded"
local as_form, as_json = sheets("&", "experience_item_%02d=%d", "enps=%d"), sheets(",", '"experience_item_%02d":%d', '"enps":%d')
local entrance = "GET /s HTTP/1.1\r\n" .. head .. "\r\n"

local function answers(token)
   return post("/s/answers", url, "token=" .. token .. "&_language=de&" .. as_form[at % 55 + 1])
end

function request()
   if kind == "json" then
      local token = next_token()
      return post("/api/v1/ballots", "application/json", '{"token":"' .. token .. '","answers":{' .. as_json[at % 55 + 1] .. "}}")
   elseif kind == "form" then
      return answers(next_token())
   elseif kind == "page" then
      return post("/s", url, "token=" .. next_token())
   end
   step = step % 3 + 1
   if step == 1 then return entrance end
   if step == 2 then return post("/s", url, "token=" .. next_token()) end
   return answers(tokens[at])
end

if pause then
   function delay() return math.random(0, 2 * pause) end
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format('{"requests":%d,"seconds":%f,"failed":%d,"median":%f,"p99":%f}\n', summary.requests, summary.duration / 1e6,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
